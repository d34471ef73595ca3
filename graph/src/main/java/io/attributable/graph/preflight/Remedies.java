package io.attributable.graph.preflight;

import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.layer.LayerNames;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.Paths;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** Finds what can be explained where something cannot: each remedy is tried before it is given. */
final class Remedies {
  /** Those nearest to the obstacle; distant ones help little. */
  private static final int MOST_TRIED = 4;

  private final LayerNames names;
  private final Paths paths;
  private final RuleBook rules;
  private final Function<TensorRef, GradientFlow> flows;

  Remedies(LayerNames names, Paths paths, RuleBook rules, Function<TensorRef, GradientFlow> flows) {
    this.names = names;
    this.paths = paths;
    this.rules = rules;
    this.flows = flows;
  }

  /** The nearest layer behind a node from which gradients reach an output: another one, or this. */
  Optional<String> layerBehind(LayerTensors layer, FlatNode node, TensorRef output) {
    BitSet behind = paths.behind(outputsOf(node));
    behind.set(paths.position(node));
    return names.entries().stream()
        .filter(entry -> isOther(entry, layer) && reach(entry, output))
        .filter(entry -> entry.outputs().stream().allMatch(each -> behind.get(position(each))))
        .min(Comparator.comparingInt(this::position))
        .map(entry -> named(entry, layer));
  }

  private static String named(LayerEntry entry, LayerTensors layer) {
    return entry.tensors(layer.port()).equals(layer.tensors())
        ? Remedy.OTHER_PORT.text("output")
        : Remedy.LAYER_BEHIND.text(entry.address());
  }

  /** Any layer from which gradients reach an output: behind the requested one, or before. */
  Optional<String> otherLayer(LayerTensors layer, TensorRef output) {
    int own = layer.tensors().stream().mapToInt(this::position).max().orElseThrow();
    return names.entries().stream()
        .filter(entry -> isOther(entry, layer) && reach(entry, output))
        .min(
            Comparator.comparing((LayerEntry entry) -> position(entry) < own)
                .thenComparing(entry -> Math.abs(position(entry) - own)))
        .map(entry -> Remedy.OTHER_LAYER.text(entry.address()));
  }

  private static boolean isOther(LayerEntry entry, LayerTensors layer) {
    return entry.attributable(Port.OUTPUT) && !entry.outputs().equals(layer.tensors());
  }

  private boolean reach(LayerEntry entry, TensorRef output) {
    return entry.outputs().stream()
        .map(TensorInfo::tensor)
        .allMatch(each -> !each.equals(output) && flows.apply(output).reaches(each));
  }

  private int position(LayerEntry entry) {
    return position(entry.outputs().get(0));
  }

  private int position(TensorInfo tensor) {
    return paths.position(paths.graph().node(tensor.tensor().node()));
  }

  private static Set<TensorRef> outputsOf(FlatNode node) {
    return IntStream.range(0, node.outputs().size())
        .mapToObj(node::output)
        .collect(Collectors.toSet());
  }

  /** The last tensor before a node that the layer can be explained towards. */
  Optional<String> tensorBefore(LayerTensors layer, FlatNode node) {
    Optional<String> found = tensorBefore(layer, node, Remedy.TENSOR_BEFORE);
    boolean last = found.isEmpty() && node.inputs().stream().anyMatch(Paths.refs(layer)::contains);
    return last && layer.tensors().size() == 1
        ? earlierLayer(layer.tensors().get(0).tensor())
        : found;
  }

  /** The nearest layer that can be explained towards a tensor; an input has none before it. */
  private Optional<String> earlierLayer(TensorRef tensor) {
    return names.entries().stream()
        .filter(entry -> entry.attributable(Port.OUTPUT) && isOutput(tensor))
        .filter(entry -> reach(entry, tensor))
        .max(Comparator.comparingInt(this::position))
        .map(entry -> Remedy.EARLIER_LAYER.text(entry.address(), names.address(tensor)));
  }

  /** The last tensor before an output without examples that the layer can be explained towards. */
  Optional<String> tensorBeforeOutput(LayerTensors layer, TensorRef output) {
    FlatNode maker = paths.graph().node(output.node());
    return tensorBefore(layer, maker, Remedy.TENSOR_BEFORE_OUTPUT);
  }

  private Optional<String> tensorBefore(LayerTensors layer, FlatNode node, Remedy remedy) {
    Set<TensorRef> own = Paths.refs(layer);
    BitSet before = new BitSet();
    node.inputs().forEach(input -> before.or(paths.before(input)));
    List<TensorRef> candidates =
        paths.flow(own, this::hasRule).stream()
            .filter(tensor -> !own.contains(tensor) && isOutput(tensor))
            .filter(tensor -> before.get(paths.position(paths.graph().node(tensor.node()))))
            .collect(Collectors.toList());
    for (int i = 1; i <= Math.min(MOST_TRIED, candidates.size()); i++) {
      TensorRef candidate = candidates.get(candidates.size() - i);
      if (own.stream().allMatch(flows.apply(candidate)::reaches)) {
        return Optional.of(text(remedy, candidate));
      }
    }
    return Optional.empty();
  }

  private boolean hasRule(FlatNode node) {
    return rules.find(paths.graph(), node).isPresent();
  }

  /** Whether a target can pick from a tensor: dimension 0 must be the example. */
  private boolean isOutput(TensorRef tensor) {
    return Types.isFloat(paths.graph().type(tensor)) && isBatch(paths.graph().shape(tensor));
  }

  /** Where the signature leaves the number of examples open, so does whatever has them. */
  private boolean isBatch(Shape shape) {
    return shape.isUnknown()
        || (shape.numDimensions() > 0 && (shape.get(0) < 0 || !openBatch(paths.graph())));
  }

  private static boolean openBatch(FlatGraph graph) {
    return graph.signature().inputs().stream()
        .map(TensorSchema::shape)
        .anyMatch(shape -> !shape.isUnknown() && shape.numDimensions() > 0 && shape.get(0) < 0);
  }

  private String text(Remedy remedy, TensorRef tensor) {
    FlatGraph graph = paths.graph();
    Shape shape = graph.shape(tensor);
    String type = Types.name(graph.type(tensor));
    return remedy.text(
        names.address(tensor),
        shape.isUnknown() ? type : type + " " + Types.text(shape),
        names
            .layerOf(graph.node(tensor.node()))
            .map(layer -> ", of layer \"" + layer + "\"")
            .orElse(""));
  }

  /** The tensors of a layer that can be explained by themselves. */
  Optional<String> tensors(LayerTensors layer, TensorRef output) {
    List<TensorRef> reaching =
        Paths.refs(layer).stream()
            .filter(flows.apply(output)::reaches)
            .collect(Collectors.toList());
    return reaching.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Remedy.TENSORS.text(
                reaching.stream()
                    .map(tensor -> '"' + names.address(tensor) + '"')
                    .collect(Collectors.joining(", "))));
  }
}
