package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the remedies for a layer and an output, the best one first. */
final class Advice {
  private final Remedies remedies;
  private final List<OutputPreflight> outputs;

  /**
   * Advice about one signature.
   *
   * @param outputs all of the signature's
   */
  Advice(Remedies remedies, List<OutputPreflight> outputs) {
    this.remedies = remedies;
    this.outputs = outputs;
  }

  List<String> about(LayerTensors layer, OutputPreflight output, Obstacle obstacle) {
    TensorRef explained = output.output().tensor();
    if (obstacle.isNone()) {
      return output.problem().isEmpty()
          ? List.of()
          : remedies.tensorBeforeOutput(layer, explained).stream().toList();
    }
    List<Optional<String>> found = new ArrayList<>();
    if (output.problem().isEmpty()) {
      found.add(remedies.tensors(layer, explained));
      found.add(obstacle.node().flatMap(node -> remedies.layerBehind(node, explained)));
    }
    found.add(obstacle.node().flatMap(node -> remedies.tensorBefore(layer, node)));
    found.add(others(layer, output));
    List<String> advice = found.stream().flatMap(Optional::stream).collect(Collectors.toList());
    return advice.isEmpty() ? lastResort(layer, obstacle.node()) : advice;
  }

  private Optional<String> others(LayerTensors layer, OutputPreflight output) {
    Set<TensorRef> tensors = Paths.refs(layer);
    List<String> names =
        outputs.stream()
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

  private List<String> lastResort(LayerTensors layer, Optional<FlatNode> node) {
    boolean used =
        node.isPresent()
            || outputs.stream().anyMatch(output -> output.dependsOn(Paths.refs(layer)));
    return used ? List.of(Remedy.LATER_LAYER.text()) : List.of(Remedy.NO_OUTPUT.text());
  }
}
