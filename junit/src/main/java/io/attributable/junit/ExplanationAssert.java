package io.attributable.junit;

import io.attributable.Attributions;
import io.attributable.evidence.compare.ComparisonOptions;
import io.attributable.evidence.compare.ExplanationComparison;
import io.attributable.evidence.compare.Metric;
import io.attributable.evidence.compare.Thresholds;
import java.util.Objects;

/**
 * An assertion about explanations: first how close they must be, then what is asserted. Without
 * {@link #within} a rank correlation of 0.9 is required. Immutable; each method gives a changed
 * copy.
 */
public final class ExplanationAssert {
  private final Attributions expected;
  private final Thresholds thresholds;
  private final ComparisonOptions options;
  private final String description;

  ExplanationAssert(Attributions expected) {
    this(expected, Thresholds.none(), ComparisonOptions.defaults(), "Explanations");
  }

  private ExplanationAssert(
      Attributions expected, Thresholds thresholds, ComparisonOptions options, String description) {
    this.expected = expected;
    this.thresholds = thresholds;
    this.options = options;
    this.description = description;
  }

  /** What a failure calls them, such as the request. */
  public ExplanationAssert as(String words) {
    return new ExplanationAssert(
        expected, thresholds, options, Objects.requireNonNull(words, "words"));
  }

  /** How close each example of each layer must be: the least of a similarity, else the most. */
  public ExplanationAssert within(Metric metric, double threshold) {
    return new ExplanationAssert(
        expected, thresholds.with(metric, threshold), options, description);
  }

  /** A layer that the others call otherwise. */
  public ExplanationAssert mapping(String layer, String other) {
    return new ExplanationAssert(expected, thresholds, options.layer(layer, other), description);
  }

  /** How many values of largest magnitude {@link Metric#TOP_K} looks at; 10 unless given. */
  public ExplanationAssert topK(int count) {
    return new ExplanationAssert(expected, thresholds, options.topK(count), description);
  }

  /**
   * Asserts that others are as close as is required.
   *
   * @throws AssertionError which names layer, example, metric, value and threshold
   */
  public void areCloseTo(Attributions actual) {
    Objects.requireNonNull(actual, "actual");
    Thresholds required = thresholds.values().isEmpty() ? Thresholds.byDefault() : thresholds;
    ChangedExplanations.check(
        description, ExplanationComparison.of(expected, actual, options).violations(required));
  }
}
