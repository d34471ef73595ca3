package io.attributable.graph.tape.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.Map;

/** Batch normalisation, in all three versions of the op. */
final class NormalisationRules {
  private NormalisationRules() {}

  static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    for (String version : new String[] {"", "V2", "V3"}) {
      rules.put("FusedBatchNorm" + version, context -> gradients(context, version));
    }
    return rules;
  }

  private static Map<Integer, TensorRef> gradients(RuleContext context, String version) {
    return context.attribute("is_training").getB()
        ? new TrainedNormalisation(context, version).gradients()
        : new FrozenNormalisation(context).gradients();
  }
}
