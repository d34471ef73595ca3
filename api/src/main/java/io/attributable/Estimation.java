package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the values of a {@link PerturbationMethod} came about. Immutable; on the Java heap.
 *
 * @param evaluations by example, how often the model was evaluated for it
 * @param at by example, the explained value at the input
 * @param atBaseline by example, the explained value where all features are replaced; empty for
 *     methods without a baseline
 * @param fit by example, R²: the part of the output's variance, weighted as the method does, that a
 *     sum of the values describes; empty for methods that fit nothing. Not a number where the
 *     output does not vary.
 * @param errors the standard error of each value, shaped like the tensors of the attribution, in
 *     their order; empty where values are not sampled. Not a number where there are too few samples
 *     to tell.
 */
public record Estimation(
    List<Long> evaluations,
    List<Double> at,
    List<Double> atBaseline,
    List<Double> fit,
    List<AttributedTensor> errors) {

  /** Copies the lists. */
  public Estimation {
    NonNull.all(evaluations, "evaluations");
    NonNull.all(at, "at");
    NonNull.all(atBaseline, "atBaseline");
    NonNull.all(fit, "fit");
    NonNull.all(errors, "errors");
    evaluations = List.copyOf(evaluations);
    at = List.copyOf(at);
    atBaseline = List.copyOf(atBaseline);
    fit = List.copyOf(fit);
    errors = List.copyOf(errors);
  }

  /** That of some examples, with these errors. */
  public Estimation part(int from, int to, List<AttributedTensor> ofPart) {
    return new Estimation(
        evaluations.subList(from, to),
        at.subList(from, to),
        atBaseline.isEmpty() ? atBaseline : atBaseline.subList(from, to),
        fit.isEmpty() ? fit : fit.subList(from, to),
        ofPart);
  }

  /** That of several batches as one, with these errors. */
  public static Estimation joined(List<Estimation> parts, List<AttributedTensor> errors) {
    return new Estimation(
        parts.stream().flatMap(part -> part.evaluations.stream()).toList(),
        parts.stream().flatMap(part -> part.at.stream()).toList(),
        parts.stream().flatMap(part -> part.atBaseline.stream()).toList(),
        parts.stream().flatMap(part -> part.fit.stream()).toList(),
        errors);
  }

  /**
   * As JSON has it: {@code {"evaluations": […], "at": […], "atBaseline": […], "fit": […], "errors":
   * [tensors]}}, without what there is not.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("evaluations", evaluations);
    map.put("at", at);
    putIfAny(map, "atBaseline", atBaseline);
    putIfAny(map, "fit", fit);
    putIfAny(map, "errors", errors.stream().map(AttributedTensor::toMap).toList());
    return map;
  }

  private static void putIfAny(Map<String, Object> map, String key, List<?> values) {
    if (!values.isEmpty()) {
      map.put(key, values);
    }
  }
}
