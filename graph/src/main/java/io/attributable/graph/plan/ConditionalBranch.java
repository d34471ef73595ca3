package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What lies between a {@code Switch} and a {@code Merge} of TensorFlow 1: it has a value only when
 * its branch is taken, and cannot be fetched otherwise.
 */
public final class ConditionalBranch {

  private final FlatGraph graph;
  private final Function<String, FlatNode> byName;
  private final Map<String, Set<Choice>> choices = new HashMap<>();

  /**
   * One side of a switch.
   *
   * @param condition what it switches by
   * @param side 0 or 1
   */
  private record Choice(TensorRef condition, int side) {}

  public ConditionalBranch(FlatGraph graph) {
    this(graph, graph::node);
  }

  private ConditionalBranch(FlatGraph graph, Function<String, FlatNode> byName) {
    this.graph = graph;
    this.byName = byName;
    graph.nodes().forEach(node -> choices.put(node.name(), choices(node)));
  }

  /** Knows the nodes that were added to a graph, too. */
  public static ConditionalBranch of(GraphBuilder builder) {
    ConditionalBranch conditional = new ConditionalBranch(builder.base(), builder::node);
    builder
        .added()
        .values()
        .forEach(node -> conditional.choices.put(node.name(), conditional.choices(node)));
    return conditional;
  }

  /** Whether a tensor has a value only when some branch is taken. */
  public boolean guards(TensorRef tensor) {
    return !choices(tensor).isEmpty();
  }

  /**
   * Refuses layers that lie in a branch.
   *
   * @throws AttributionException LAYER_INSIDE_BRANCH
   */
  public static void refuse(FlatGraph graph, List<LayerTensors> layers) {
    ConditionalBranch conditional = new ConditionalBranch(graph);
    for (LayerTensors layer : layers) {
      conditional
          .problem(layer)
          .ifPresent(
              problem -> {
                throw problem;
              });
    }
  }

  /** LAYER_INSIDE_BRANCH, if the layer lies in one. */
  public Optional<AttributionException> problem(LayerTensors layer) {
    return layer.tensors().stream()
        .flatMap(tensor -> choices(tensor.tensor()).stream())
        .findFirst()
        .map(
            choice ->
                AttributionException.withRemedy(
                    ErrorCode.LAYER_INSIDE_BRANCH,
                    "Explain a layer before or behind the branches.",
                    layer.address(),
                    graph.model(),
                    graph.node(choice.condition().node()).scopedName()));
  }

  /** What must be chosen for a node to run. Of what a merge's inputs need, it needs what all do. */
  private Set<Choice> choices(FlatNode node) {
    Set<Choice> choices = new LinkedHashSet<>();
    boolean merges = OpTrait.MERGE.is(node.op());
    for (int i = 0; i < node.inputs().size(); i++) {
      Set<Choice> ofInput = choices(node.inputs().get(i));
      if (merges && i > 0) {
        choices.retainAll(ofInput);
      } else {
        choices.addAll(ofInput);
      }
    }
    for (String control : node.controls()) {
      choices.addAll(this.choices.getOrDefault(control, Set.of()));
    }
    return choices;
  }

  private Set<Choice> choices(TensorRef tensor) {
    if (graph.isFed(tensor)) {
      return Set.of();
    }
    Set<Choice> choices = new LinkedHashSet<>(this.choices.getOrDefault(tensor.node(), Set.of()));
    FlatNode node = byName.apply(tensor.node());
    if (OpTrait.SWITCH.is(node.op())) {
      choices.add(new Choice(node.inputs().get(1), tensor.index()));
    }
    return choices;
  }
}
