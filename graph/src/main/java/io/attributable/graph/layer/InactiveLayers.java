package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Evidence for layers that left no nodes: Keras 2 saves a function for them, and in models of Keras
 * 3 the names of later layers show that theirs were taken.
 */
final class InactiveLayers {
  private final Keras2LayerNames kerasTwo;
  private final Set<String> taken = new HashSet<>();
  private final Set<String> active;

  InactiveLayers(FlatGraph graph, Set<String> active) {
    this.active = active;
    kerasTwo = Keras2LayerNames.of(graph.objects());
    if (Exporter.of(graph.objects()) == Exporter.KERAS_3) {
      for (FlatNode node : graph.nodes()) {
        for (String segment : node.scopedName().split("/", -1)) {
          recordTaken(segment);
        }
      }
    }
  }

  /** Whether a layer of this name exists, none of that name being active anywhere. */
  boolean proves(String name) {
    return (kerasTwo.contains(name) || taken.contains(name)) && !active.contains(name);
  }

  /**
   * Layer {@code activation_1} has scope {@code activation_1_1} where it is alone, and in {@code
   * activation_1_2} where {@code activation} was opened before.
   */
  private void recordTaken(String segment) {
    UniqueSuffix.of(segment)
        .filter(outer -> outer.number() > 1)
        .flatMap(outer -> UniqueSuffix.of(outer.base()))
        .ifPresent(inner -> taken.add(inner.base()));
  }
}
