package io.attributable.junit;

import io.attributable.Attributions;
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
}
