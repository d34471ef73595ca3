package io.attributable.samples.digits;

import io.attributable.Mode;
import java.util.List;

/**
 * Why the model read a digit as it did.
 *
 * @param layers from the pixels inwards
 */
record DigitExplanation(Digit digit, Reading reading, List<LayerEvidence> layers) {
  /** Copies the list. */
  DigitExplanation {
    layers = List.copyOf(layers);
  }

  /** Whether the model read what the writer meant. */
  boolean right() {
    return reading.best() == digit.label();
  }

  /** Every map, layer by layer. */
  List<AttributionMap> maps() {
    return layers.stream().flatMap(layer -> layer.maps().stream()).toList();
  }

  /**
   * What one layer says.
   *
   * @param forBest towards the predicted class
   * @param forRunnerUp towards the second class
   */
  record LayerEvidence(Modes forBest, Modes forRunnerUp) {
    /** Why the predicted class and not the second. */
    AttributionMap difference() {
      return forBest.global().ratherThan(forRunnerUp.global());
    }

    /** Every map, in reading order. */
    List<AttributionMap> maps() {
      return List.of(
          forBest.global(),
          forBest.local(),
          forRunnerUp.global(),
          forRunnerUp.local(),
          difference());
    }
  }

  /**
   * The same question in both modes.
   *
   * @param global of {@link Mode#GLOBAL}
   * @param local of {@link Mode#LOCAL}
   */
  record Modes(AttributionMap global, AttributionMap local) {}
}
