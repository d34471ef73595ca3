package io.attributable.evaluation;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What is measured of explanations; see docs/evaluating.md. */
public enum EvaluationMetric {
  /** The area below the curve of {@link io.attributable.metrics.Deletion}. */
  DELETION("deletion", Better.LESS, true),
  /** The area below the curve of {@link io.attributable.metrics.Insertion}. */
  INSERTION("insertion", Better.MORE, true),
  /** The area over the perturbation curve of deletion. */
  AOPC("aopc", Better.MORE, true),
  /** {@link io.attributable.metrics.MuFidelity}. */
  MU_FIDELITY("mu-fidelity", Better.MORE, true),
  /** {@link io.attributable.metrics.SensitivityN}, n being the part that options name. */
  SENSITIVITY_N("sensitivity-n", Better.MORE, true),
  /** {@link io.attributable.metrics.Infidelity}, normalized. */
  INFIDELITY("infidelity", Better.LESS, true),
  /** {@link io.attributable.metrics.MaxSensitivity}. */
  MAX_SENSITIVITY("max-sensitivity", Better.LESS, false),
  /**
   * The mean rank correlation of explanations with those of the model whose weights are shuffled,
   * layer by layer from the output down (Adebayo et al., "Sanity checks for saliency maps", 2018,
   * arXiv:1810.03292; Quantus' {@code MPRT}, which draws new weights).
   */
  RANDOMISATION("randomisation", Better.LESS, false),
  /** The relative delta of {@link io.attributable.metrics.Completeness}. */
  COMPLETENESS("completeness", Better.LESS, false),
  /** {@link io.attributable.metrics.Complexity#sparseness}. */
  SPARSENESS("sparseness", Better.MORE, false),
  /** {@link io.attributable.metrics.Complexity#entropy}. */
  COMPLEXITY("complexity", Better.LESS, false),
  /** {@link io.attributable.metrics.Complexity#effective}. */
  EFFECTIVE_COMPLEXITY("effective-complexity", Better.LESS, false);

  /** Those that are measured unless others are named. */
  public static final List<EvaluationMetric> DEFAULTS =
      List.of(
          DELETION, INSERTION, MU_FIDELITY, INFIDELITY, MAX_SENSITIVITY, COMPLETENESS, SPARSENESS);

  /** Which numbers are better. */
  private enum Better {
    LESS,
    MORE
  }

  private final String word;
  private final Better better;
  private final boolean faithfulness;

  EvaluationMetric(String word, Better better, boolean faithfulness) {
    this.word = word;
    this.better = better;
    this.faithfulness = faithfulness;
  }

  /** As the command line and JSON write it, such as {@code mu-fidelity}. */
  public String word() {
    return word;
  }

  /** Whether a larger number is better; of the others, a smaller one is. */
  public boolean isMoreBetter() {
    return better == Better.MORE;
  }

  /**
   * Whether it says how far an explanation says what the model does: it may decide which method is
   * to be used. Others are about robustness and form.
   */
  public boolean isFaithfulness() {
    return faithfulness;
  }

  /**
   * The metric of a word.
   *
   * @throws AttributionException UNKNOWN_METRIC
   */
  public static EvaluationMetric named(String name) {
    Objects.requireNonNull(name, "name");
    List<String> words = Arrays.stream(values()).map(EvaluationMetric::word).toList();
    return Arrays.stream(values())
        .filter(metric -> metric.word.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.UNKNOWN_METRIC,
                    name,
                    String.join(", ", words),
                    Suggestions.didYouMean(name, words)));
  }

  @Override
  public String toString() {
    return word;
  }
}
