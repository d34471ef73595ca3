package io.attributable.graph.tape.rules.normalisation;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;

/**
 * Batch normalisation, in all three versions of the op.
 *
 * <p>Source: Ioffe and Szegedy (2015), Batch Normalization, arXiv:1502.03167; {@code
 * tensorflow/python/ops/nn_grad.py}, {@code _BaseFusedBatchNormGrad}.
 */
public final class BatchNormalisationRules {
  private BatchNormalisationRules() {}

  public static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    for (String version : new String[] {"", "V2", "V3"}) {
      rules.put("FusedBatchNorm" + version, context -> gradients(context, version));
    }
    return rules;
  }

  private static Map<Integer, TensorRef> gradients(RuleContext context, String version) {
    return context.attribute("is_training").getB()
        ? new TrainingNormalisation(context, version).gradients()
        : new InferenceNormalisation(context).gradients();
  }
}
