package io.attributable.graph.preflight;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.Paths;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Chooses the remedies for a layer and an output, the best one first. */
final class Advice {
  private final Remedies remedies;
  private final Supplier<List<OutputPreflight>> outputs;

  /**
   * Advice about one signature.
   *
   * @param outputs all of the signature's
   */
  Advice(Remedies remedies, Supplier<List<OutputPreflight>> outputs) {
    this.remedies = remedies;
    this.outputs = outputs;
  }

  List<String> about(LayerTensors layer, OutputPreflight output, NoGradientReason obstacle) {
    TensorRef explained = output.output().tensor();
    if (obstacle.isNone()) {
      return output.problem().isEmpty()
          ? List.of()
          : remedies.tensorBeforeOutput(layer, explained).stream().toList();
    }
    Optional<FlatNode> outer = obstacle.barrier().map(NonDifferentiableNode::outer);
    List<Optional<String>> found = new ArrayList<>();
    if (output.problem().isEmpty()) {
      found.add(remedies.tensors(layer, explained));
      found.add(outer.flatMap(node -> remedies.layerBehind(layer, node, explained)));
    }
    found.add(outer.flatMap(node -> remedies.tensorBefore(layer, node)));
    found.add(others(layer, output));
    List<String> advice = found.stream().flatMap(Optional::stream).collect(Collectors.toList());
    return advice.isEmpty() ? lastResort(layer, output, outer.isPresent()) : advice;
  }

  private Optional<String> others(LayerTensors layer, OutputPreflight output) {
    Set<TensorRef> tensors = Paths.refs(layer);
    List<String> names =
        outputs.get().stream()
            .filter(other -> !other.output().tensor().equals(output.output().tensor()))
            .filter(other -> other.explains(tensors))
            .map(other -> '"' + other.output().name() + '"')
            .collect(Collectors.toList());
    return switch (names.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Remedy.OUTPUT.text(names.get(0)));
      default -> Optional.of(Remedy.OUTPUTS.text(String.join(", ", names)));
    };
  }

  private List<String> lastResort(LayerTensors layer, OutputPreflight output, boolean blocked) {
    Set<TensorRef> tensors = Paths.refs(layer);
    if (!blocked && outputs.get().stream().noneMatch(any -> any.dependsOn(tensors))) {
      return List.of(Remedy.NO_OUTPUT.text());
    }
    Optional<String> other =
        output.problem().isEmpty()
            ? remedies.otherLayer(layer, output.output().tensor())
            : Optional.empty();
    return List.of(other.orElseGet(Remedy.NO_LAYER::text));
  }
}
