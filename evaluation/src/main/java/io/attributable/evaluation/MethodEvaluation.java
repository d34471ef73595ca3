package io.attributable.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.metrics.Estimate;
import io.attributable.metrics.PerturbationCurve;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was measured of a method. Immutable.
 *
 * @param name the method's, or {@code random} for the control
 * @param values by metric, by example in the order of all examples; NaN where a metric says nothing
 * @param milliseconds per explanation
 * @param constant in how many examples it says the same of all features, which explains nothing
 * @param deletion the mean curve, where it was measured
 * @param insertion the mean curve, where it was measured
 * @param randomisation the mean similarity while weights are shuffled, where it was measured
 * @param failures why examples or metrics are missing; empty where none is
 */
public record MethodEvaluation(
    String name,
    Map<EvaluationMetric, List<Estimate>> values,
    Estimate milliseconds,
    int constant,
    Optional<PerturbationCurve> deletion,
    Optional<PerturbationCurve> insertion,
    Optional<PerturbationCurve> randomisation,
    List<String> failures) {

  /** Copies the collections. */
  public MethodEvaluation {
    Objects.requireNonNull(name, "name");
    Map<EvaluationMetric, List<Estimate>> copy = new EnumMap<>(EvaluationMetric.class);
    values.forEach((metric, list) -> copy.put(metric, List.copyOf(list)));
    values = copy;
    Objects.requireNonNull(milliseconds, "milliseconds");
    Objects.requireNonNull(deletion, "deletion");
    Objects.requireNonNull(insertion, "insertion");
    Objects.requireNonNull(randomisation, "randomisation");
    failures = List.copyOf(failures);
  }

  /** Whether it is the control. */
  public boolean isControl() {
    return name.equals(EvaluatedExplanation.RANDOM);
  }

  /**
   * The mean over the examples with its standard error; of a single example what was measured, with
   * the error of its samples. NaN where there is none.
   */
  public Estimate mean(EvaluationMetric metric) {
    List<Estimate> known =
        values.getOrDefault(metric, List.of()).stream()
            .filter(value -> Double.isFinite(value.value()))
            .toList();
    if (known.isEmpty()) {
      return Estimate.exact(Double.NaN);
    }
    return known.size() == 1 ? known.get(0) : Estimate.over(known);
  }

  /** Whether there is any number of it. */
  boolean isMeasured() {
    return values.values().stream()
        .flatMap(List::stream)
        .anyMatch(value -> Double.isFinite(value.value()));
  }

  /** By example. */
  List<Double> numbers(EvaluationMetric metric) {
    return values.getOrDefault(metric, List.of()).stream().map(Estimate::value).toList();
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", name);
    map.put("milliseconds", milliseconds);
    map.put("constant", constant);
    Map<String, Object> metrics = new LinkedHashMap<>();
    values.forEach(
        (metric, list) -> {
          Map<String, Object> entry = new LinkedHashMap<>(mean(metric).toMap());
          entry.put("byExample", list);
          metrics.put(metric.word(), entry);
        });
    map.put("metrics", metrics);
    Map<String, Object> curves = new LinkedHashMap<>();
    deletion.ifPresent(curve -> curves.put("deletion", curve));
    insertion.ifPresent(curve -> curves.put("insertion", curve));
    randomisation.ifPresent(curve -> curves.put("randomisation", curve));
    map.put("curves", curves);
    map.put("failures", failures);
    return map;
  }
}
