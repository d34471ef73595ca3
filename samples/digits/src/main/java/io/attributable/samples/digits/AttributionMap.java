package io.attributable.samples.digits;

import io.attributable.Attribution;
import io.attributable.Mode;
import io.attributable.Port;
import java.util.Locale;
import java.util.Optional;

/**
 * What one layer says about each place of a digit, its channels summed.
 *
 * @param layer the layer's name in the model
 * @param target the class that is explained, or {@code 3 − 8} for the difference of two
 */
record AttributionMap(String layer, Port port, Mode mode, String target, Grid values) {

  /** One example of a layer's attribution towards a class. */
  static AttributionMap of(Attribution attribution, Mode mode, int example, int target) {
    return new AttributionMap(
        attribution.layer(),
        attribution.port(),
        mode,
        String.valueOf(target),
        Grid.sumOfChannels(attribution.floats(), example));
  }

  /**
   * What speaks for this map's class rather than for another map's: their difference. Exactly the
   * attribution of the difference of the two logits, as gradients of a difference are differences.
   */
  AttributionMap ratherThan(AttributionMap other) {
    return new AttributionMap(
        layer, port, mode, target + " − " + other.target, values.minus(other.values));
  }

  /** Such as {@code conv2 output}. */
  String place() {
    return layer + " " + word(port);
  }

  /** Such as {@code target 3 · global}. */
  String question() {
    return "target " + target + " · " + word(mode);
  }

  /**
   * All places of a global map together, such as {@code Σ +5.76}: the score itself, but for what
   * the biases behind the layer add. The sum of gradients means nothing.
   */
  Optional<String> total() {
    return mode == Mode.GLOBAL
        ? Optional.of("Σ " + Numbers.signed(values.sum()))
        : Optional.empty();
  }

  /** Such as {@code conv2-output-target-3-global}. */
  String fileName() {
    return (place() + " target " + target.replace("−", "minus") + " " + word(mode))
        .replaceAll(" +", "-");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
