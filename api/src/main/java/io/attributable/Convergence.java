package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether attributions add up to what they explain, per example: methods that are complete give
 * attributions that sum to the difference of the explained output between input and baseline.
 * Immutable.
 *
 * @param at the explained value at the input
 * @param atBaseline the same at the baseline; of several baselines of an example the mean
 * @param delta the sum of the attributions minus {@code at - atBaseline} (captum's convergence
 *     delta, with one sign for all methods). Of a layer that some paths avoid it is not near 0,
 *     rightly.
 * @param steps how many steps were taken; 0 for methods without
 */
public record Convergence(List<Double> at, List<Double> atBaseline, List<Double> delta, int steps) {

  /** Copies the lists. */
  public Convergence {
    NonNull.all(at, "at");
    NonNull.all(atBaseline, "atBaseline");
    NonNull.all(delta, "delta");
    at = List.copyOf(at);
    atBaseline = List.copyOf(atBaseline);
    delta = List.copyOf(delta);
  }

  /** That of several batches as one. */
  public static Convergence joined(List<Convergence> parts) {
    List<Double> at = new ArrayList<>();
    List<Double> atBaseline = new ArrayList<>();
    List<Double> delta = new ArrayList<>();
    int steps = 0;
    for (Convergence part : parts) {
      at.addAll(part.at);
      atBaseline.addAll(part.atBaseline);
      delta.addAll(part.delta);
      steps = Math.max(steps, part.steps);
    }
    return new Convergence(at, atBaseline, delta, steps);
  }

  /** That of some examples. */
  public Convergence part(int from, int to) {
    return new Convergence(
        at.subList(from, to), atBaseline.subList(from, to), delta.subList(from, to), steps);
  }

  /** As JSON has it: {@code {"delta": […], "at": […], "atBaseline": […]}}, and steps if any. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("delta", delta);
    map.put("at", at);
    map.put("atBaseline", atBaseline);
    if (steps > 0) {
      map.put("steps", steps);
    }
    return map;
  }
}
