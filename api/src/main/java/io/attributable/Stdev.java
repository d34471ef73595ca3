package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The standard deviation of noise: one for all inputs that noise can be added to, or one by input.
 * Immutable.
 *
 * @param number that of each input that is not named; at least 0
 * @param byInput those of others, by the names of the signature's inputs; each at least 0
 */
public record Stdev(double number, Map<String, Double> byInput) {

  /**
   * Copies the map.
   *
   * @throws AttributionException NOISE_INVALID where one is negative, infinite or no number
   */
  public Stdev {
    NonNull.all(byInput, "byInput");
    byInput = Collections.unmodifiableMap(new LinkedHashMap<>(byInput));
    require(number);
    byInput.values().forEach(Stdev::require);
  }

  private static void require(double number) {
    if (!isOne(number)) {
      throw new AttributionException(
          ErrorCode.NOISE_INVALID,
          "stdev",
          "cannot be \"" + number + "\": it must be a number from 0 on");
    }
  }

  private static boolean isOne(double number) {
    return number >= 0 && number < Double.POSITIVE_INFINITY;
  }

  /**
   * The same for all inputs.
   *
   * @throws AttributionException NOISE_INVALID where it is negative, infinite or no number
   */
  public static Stdev of(double number) {
    return new Stdev(number, Map.of());
  }

  /**
   * One by input; inputs that are not named stay as they are.
   *
   * @throws AttributionException NOISE_INVALID where one is negative, infinite or no number
   */
  public static Stdev of(Map<String, Double> byInput) {
    return new Stdev(0, byInput);
  }

  /** That of an input. */
  public double forInput(String input) {
    return byInput.getOrDefault(input, number);
  }

  /** Whether there is no noise at all. */
  public boolean isZero() {
    return number == 0 && byInput.values().stream().allMatch(each -> each == 0);
  }

  /**
   * As requests have it: a number, or a map of numbers by input, in which {@link Baseline#OTHERS}
   * has that of all others.
   *
   * @return empty where the value is neither
   */
  static Optional<Stdev> read(Object value) {
    if (value instanceof Stdev known) {
      return Optional.of(known);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return one(value).map(Stdev::of);
    }
    double others = 0;
    Map<String, Double> byInput = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Optional<Double> number = one(entry.getValue());
      if (number.isEmpty()) {
        return Optional.empty();
      }
      if (Baseline.OTHERS.equals(entry.getKey())) {
        others = number.get();
      } else {
        byInput.put(String.valueOf(entry.getKey()), number.get());
      }
    }
    return Optional.of(new Stdev(others, byInput));
  }

  private static Optional<Double> one(Object value) {
    try {
      return Optional.of(Double.valueOf(String.valueOf(value))).filter(Stdev::isOne);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A number, or numbers by input, among which {@link Baseline#OTHERS} has that of all others. */
  @JsonValue
  public Object toJson() {
    if (byInput.isEmpty()) {
      return number;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (number != 0) {
      map.put(Baseline.OTHERS, number);
    }
    map.putAll(byInput);
    return map;
  }

  @Override
  public String toString() {
    return String.valueOf(toJson());
  }
}
