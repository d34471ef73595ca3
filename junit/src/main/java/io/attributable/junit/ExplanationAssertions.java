package io.attributable.junit;

import io.attributable.Attributions;
import io.attributable.evaluation.EvaluatedExplanation;
import java.util.Objects;

/** Where assertions about explanations begin. */
public final class ExplanationAssertions {
  private ExplanationAssertions() {}

  /**
   * Begins an assertion.
   *
   * <pre>{@code
   * assertThatExplanations(before).within(Metric.SPEARMAN, 0.95).areCloseTo(after);
   * }</pre>
   *
   * @param expected the explanations that others are held against
   */
  public static ExplanationAssert assertThatExplanations(Attributions expected) {
    return new ExplanationAssert(Objects.requireNonNull(expected, "expected"));
  }

  /**
   * Begins assertions about how far explanations are to be believed.
   *
   * <pre>{@code
   * EvaluatedExplanation why = EvaluatedExplanation.of(request);
   * assertThat(why).isFaithfulerThan(why.random(7)).isCompleteWithin(0.01);
   * }</pre>
   *
   * @param actual the explanations
   */
  public static FaithfulnessAssert assertThat(EvaluatedExplanation actual) {
    return new FaithfulnessAssert(Objects.requireNonNull(actual, "actual"));
  }
}
