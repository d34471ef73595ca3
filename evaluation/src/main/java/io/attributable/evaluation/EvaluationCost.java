package io.attributable.evaluation;

import java.util.List;

/**
 * What measuring a method takes of each example, at most. Immutable.
 *
 * @param forwardPasses how many perturbed inputs the model is run on
 * @param explanations how many inputs the method explains, the example itself twice, once to make
 *     ready
 */
public record EvaluationCost(long forwardPasses, long explanations) {

  static EvaluationCost of(List<EvaluationMetric> metrics, EvaluationOptions options) {
    boolean deletion =
        metrics.contains(EvaluationMetric.DELETION) || metrics.contains(EvaluationMetric.AOPC);
    long passes = deletion ? options.steps() + 1 : 0;
    long explanations = 2;
    for (EvaluationMetric metric : metrics) {
      switch (metric) {
        case INSERTION -> passes += options.steps() + 1;
        case MU_FIDELITY, SENSITIVITY_N, INFIDELITY -> passes += options.samples() + 1;
        case COMPLETENESS -> passes += 2;
        case RANDOMISATION -> explanations += RandomisedModels.STAGES;
        case MAX_SENSITIVITY -> explanations += options.explanations();
        default -> {}
      }
    }
    return new EvaluationCost(passes, explanations);
  }
}
