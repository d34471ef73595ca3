package io.attributable.evaluation;

import io.attributable.Mode;
import io.attributable.metrics.Completeness;
import io.attributable.metrics.Complexity;
import io.attributable.metrics.Deletion;
import io.attributable.metrics.Estimate;
import io.attributable.metrics.Infidelity;
import io.attributable.metrics.Insertion;
import io.attributable.metrics.MaxSensitivity;
import io.attributable.metrics.MuFidelity;
import io.attributable.metrics.Perturbation;
import io.attributable.metrics.PerturbationCurve;
import io.attributable.metrics.SensitivityN;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The attributions of one example, and what is measured of them, each once. */
final class ExplainedAttribution {
  private static final double RADIUS = 0.02;
  private static final double NEGLIGIBLE = 1e-5;

  private final ExplainedRequest.Prepared example;
  private final EvaluationOptions options;
  private final Optional<EvaluatedMethod> method;
  private final double[] attribution;
  private final ConcurrentMap<EvaluationMetric, PerturbationCurve> curves =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<EvaluationMetric, Estimate> measured = new ConcurrentHashMap<>();

  /**
   * Attributions.
   *
   * @param method empty where they are random
   */
  ExplainedAttribution(
      ExplainedRequest.Prepared example,
      EvaluationOptions options,
      Optional<EvaluatedMethod> method,
      double[] attribution) {
    this.example = example;
    this.options = options;
    this.method = method;
    this.attribution = attribution;
  }

  /** By feature, what is said. */
  double[] features() {
    return sums(attribution);
  }

  /** By feature, what others say of the example. */
  double[] sums(double[] other) {
    return example.fine().features().sums(other);
  }

  PerturbationCurve deletion() {
    return curves.computeIfAbsent(
        EvaluationMetric.DELETION,
        key -> new Deletion(options.steps()).of(example.fine(), attribution));
  }

  PerturbationCurve insertion() {
    return curves.computeIfAbsent(
        EvaluationMetric.INSERTION,
        key -> new Insertion(options.steps()).of(example.fine(), attribution));
  }

  /** Any metric that asks the model as it is; NaN where it says nothing of the method. */
  Estimate measure(EvaluationMetric metric) {
    return measured.computeIfAbsent(metric, this::measured);
  }

  /** Whether it says the same of all features. */
  boolean isConstant() {
    return example.fine().isConstant(attribution);
  }

  /** An order of features that are all equal would be ours, and so would be its credit. */
  private Estimate measured(EvaluationMetric metric) {
    return metric.isFaithfulness() && isConstant()
        ? Estimate.exact(Double.NaN)
        : measuredAnyway(metric);
  }

  private Estimate measuredAnyway(EvaluationMetric metric) {
    return switch (metric) {
      case DELETION -> Estimate.exact(deletion().area());
      case INSERTION -> Estimate.exact(insertion().area());
      case AOPC -> Estimate.exact(deletion().aopc());
      case MU_FIDELITY ->
          new MuFidelity(options.samples(), options.part(), example.seed())
              .of(example.coarse(), attribution);
      case SENSITIVITY_N -> sensitivityN();
      case INFIDELITY ->
          new Infidelity(
                  Perturbation.removal(options.part()), options.samples(), true, example.seed())
              .of(example.coarse(), attribution, mode());
      case MAX_SENSITIVITY -> maxSensitivity();
      case COMPLETENESS -> completeness();
      default -> Estimate.exact(form(metric, features()));
    };
  }

  private Mode mode() {
    return method.map(EvaluatedMethod::mode).orElse(Mode.GLOBAL);
  }

  private Estimate sensitivityN() {
    int features = example.coarse().features().count();
    int size = Math.max(1, Math.min(features - 1, (int) Math.round(options.part() * features)));
    return new SensitivityN(size, options.samples(), example.seed())
        .of(example.coarse(), attribution);
  }

  private Estimate maxSensitivity() {
    if (method.isEmpty()) {
      return Estimate.exact(Double.NaN);
    }
    double radius = options.radius().orElseGet(() -> RADIUS * range());
    return new MaxSensitivity(Perturbation.uniform(radius), options.explanations(), example.seed())
        .of(
            example.fine(),
            attribution,
            rows -> example.example().attributions(rows, method.orElseThrow()));
  }

  /** What lies between the smallest and the largest element; 1 where all are equal. */
  private double range() {
    double[] row = example.example().inputs().row(example.example().index());
    double range = Arrays.stream(row).max().orElse(0) - Arrays.stream(row).min().orElse(0);
    return range > 0 && Double.isFinite(range) ? range : 1;
  }

  private Estimate completeness() {
    boolean sum = method.map(EvaluatedMethod::isSum).orElse(false);
    return Estimate.exact(
        sum ? Completeness.of(example.fine(), attribution).relative() : Double.NaN);
  }

  private static double form(EvaluationMetric metric, double[] features) {
    return switch (metric) {
      case SPARSENESS -> Complexity.sparseness(features);
      case COMPLEXITY -> Complexity.entropy(features);
      case EFFECTIVE_COMPLEXITY -> Complexity.effective(features, NEGLIGIBLE);
      default -> throw new IllegalArgumentException(metric.word());
    };
  }
}
