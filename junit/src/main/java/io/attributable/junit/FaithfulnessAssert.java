package io.attributable.junit;

import io.attributable.evaluation.EvaluatedExplanation;
import io.attributable.evaluation.EvaluationMetric;
import io.attributable.evaluation.PairedDifference;
import io.attributable.metrics.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.opentest4j.AssertionFailedError;

/**
 * Assertions about how far explanations are to be believed. Each can be followed by another one.
 * Immutable; {@link #as} and {@link #by} give a changed copy.
 */
public final class FaithfulnessAssert {
  private static final List<EvaluationMetric> FAITHFULNESS =
      List.of(EvaluationMetric.DELETION, EvaluationMetric.INSERTION, EvaluationMetric.MU_FIDELITY);

  private final EvaluatedExplanation actual;
  private final List<EvaluationMetric> metrics;
  private final String description;

  FaithfulnessAssert(EvaluatedExplanation actual) {
    this(actual, FAITHFULNESS, "Explanations by " + actual.name());
  }

  private FaithfulnessAssert(
      EvaluatedExplanation actual, List<EvaluationMetric> metrics, String description) {
    this.actual = actual;
    this.metrics = metrics;
    this.description = description;
  }

  /** What a failure calls them. */
  public FaithfulnessAssert as(String words) {
    return new FaithfulnessAssert(actual, metrics, Objects.requireNonNull(words, "words"));
  }

  /**
   * By which measures {@link #isFaithfulerThan} compares; by deletion, insertion and μFidelity
   * unless given.
   *
   * @throws IllegalArgumentException if one of them is not about faithfulness, or there is none
   */
  public FaithfulnessAssert by(EvaluationMetric... wanted) {
    List<EvaluationMetric> all = List.of(wanted);
    if (all.isEmpty() || !all.stream().allMatch(EvaluationMetric::isFaithfulness)) {
      throw new IllegalArgumentException(
          all + " are no measures of faithfulness: " + Arrays.toString(EvaluationMetric.values()));
    }
    return new FaithfulnessAssert(actual, all, description);
  }

  /**
   * Asserts that they are more faithful than others of the same examples, such as {@link
   * EvaluatedExplanation#random}, by each measure and by more than chance: Student's interval of 95
   * % of the differences by example does not reach 0. That needs at least two examples.
   *
   * @throws AssertionError which names measure, both numbers and the difference
   */
  public FaithfulnessAssert isFaithfulerThan(EvaluatedExplanation other) {
    Objects.requireNonNull(other, "other");
    List<String> lines = new ArrayList<>();
    for (EvaluationMetric metric : metrics) {
      PairedDifference difference = actual.against(other, metric);
      if (!difference.isBetter()) {
        lines.add(
            "%s: %s, and %s of %s; %s is better%s"
                .formatted(
                    metric.word(),
                    mean(actual, metric),
                    mean(other, metric),
                    other.name(),
                    metric.isMoreBetter() ? "more" : "less",
                    chance(difference)));
      }
    }
    check("are not more faithful than " + other.name(), lines);
    return this;
  }

  private static String chance(PairedDifference difference) {
    if (difference.isWorse()) {
      return "";
    }
    return difference.examples() < 2
        ? String.format(
            Locale.ROOT,
            ", but %d example%s cannot be told from chance",
            difference.examples(),
            difference.examples() == 1 ? "" : "s")
        : String.format(
            Locale.ROOT,
            ", but over %d examples the difference is %.3g ± %.2g",
            difference.examples(),
            difference.mean(),
            difference.halfWidth());
  }

  private static Estimate mean(EvaluatedExplanation explanation, EvaluationMetric metric) {
    List<Estimate> found = explanation.measure(metric);
    return found.size() == 1 ? found.get(0) : Estimate.over(found);
  }

  /**
   * Asserts that the attributions of each example add up to what the explained value changes from
   * the baseline of the {@linkplain io.attributable.evaluation.EvaluationOptions options}, but for
   * a part of that change.
   *
   * @param bound such as 0.01
   * @throws AssertionError which names the examples, also for methods that promise no sum
   */
  public FaithfulnessAssert isCompleteWithin(double bound) {
    return isAtMost(EvaluationMetric.COMPLETENESS, bound);
  }

  /**
   * Asserts that the explanation of no example changes by more than a part of itself if its input
   * moves a little.
   *
   * @param bound such as 0.5
   * @throws AssertionError which names the examples
   */
  public FaithfulnessAssert isStableWithin(double bound) {
    return isAtMost(EvaluationMetric.MAX_SENSITIVITY, bound);
  }

  /**
   * Asserts that a metric of no example is above a bound.
   *
   * @throws AssertionError which names the examples; also where the metric says nothing of them
   */
  public FaithfulnessAssert isAtMost(EvaluationMetric metric, double bound) {
    return isWithin(metric, Double.NEGATIVE_INFINITY, bound, "at most " + bound);
  }

  /**
   * Asserts that a metric of no example is below a bound.
   *
   * @throws AssertionError which names the examples; also where the metric says nothing of them
   */
  public FaithfulnessAssert isAtLeast(EvaluationMetric metric, double bound) {
    return isWithin(metric, bound, Double.POSITIVE_INFINITY, "at least " + bound);
  }

  private FaithfulnessAssert isWithin(
      EvaluationMetric metric, double least, double most, String wanted) {
    if (Double.isNaN(least) || Double.isNaN(most)) {
      throw new IllegalArgumentException("a bound of NaN");
    }
    List<String> lines = new ArrayList<>();
    List<Estimate> found = actual.measure(metric);
    for (int i = 0; i < found.size(); i++) {
      double value = found.get(i).value();
      if (!(value >= least && value <= most)) {
        lines.add(
            "example %d: %s is %s, but %s is required"
                .formatted(i, metric.word(), found.get(i), wanted));
      }
    }
    check("are not as is required", lines);
    return this;
  }

  private void check(String what, List<String> lines) {
    if (!lines.isEmpty()) {
      throw new AssertionFailedError(FailureText.of("%s %s:".formatted(description, what), lines));
    }
  }
}
