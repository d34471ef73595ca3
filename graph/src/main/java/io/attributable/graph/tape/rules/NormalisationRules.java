package io.attributable.graph.tape.rules;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Batch normalisation, in all three versions of the op. */
final class NormalisationRules {
  private NormalisationRules() {}

  static Map<String, GradientRule> all() {
    Map<String, GradientRule> rules = new HashMap<>();
    for (String version : new String[] {"", "V2", "V3"}) {
      rules.put(
          "FusedBatchNorm" + version,
          context ->
              context.attribute("is_training").getB()
                  ? training(context, version)
                  : new FrozenNormalisation(context).gradients());
    }
    return rules;
  }

  /** By the batch's own statistics, which TensorFlow has kept in the outputs from 3 on. */
  private static Map<Integer, TensorRef> training(RuleContext context, String version) {
    FlatNode node = context.node();
    List<TensorRef> inputs =
        new ArrayList<>(List.of(context.gradient(), context.input(0), context.input(1)));
    for (int i = 3; i < node.outputs().size(); i++) {
      inputs.add(context.output(i));
    }
    FlatNode gradients =
        new OpWriter(context, "FusedBatchNormGrad" + version)
            .like("T", "U", "epsilon", "data_format", "is_training")
            .inputs(inputs)
            .writeNode();
    return Map.of(0, gradients.output(0), 1, gradients.output(1), 2, gradients.output(2));
  }
}
