package io.attributable.tensorflow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.attributable.Port;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tape.RuleBook;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.GoldenCheck;
import io.attributable.tensorflow.Plans;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.gradient.GradientRules;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.NodeDef;

/** Plans that have the weights as constants. */
class FrozenPlansTest {
  private static final ModelOptions SMALL = ModelOptions.defaults().frozenLimitBytes(100_000);

  /** A heap that is full while a plan is made is free again afterwards. */
  @Test
  void aPlanThatCameToNothingLeavesNothing() {
    RuleBook full =
        GradientRules.ALL.overriding(
            Map.of(
                "Relu",
                context -> {
                  throw new OutOfMemoryError("Java heap space");
                }));
    try (LoadedModel model = load(full)) {
      PreparedSignature signature = model.prepared("serving_default");
      for (int i = 0; i < 8; i++) {
        assertThatThrownBy(() -> plan(signature, "conv1")).isInstanceOf(OutOfMemoryError.class);
      }
      try (PlanLease plan = plan(signature, "features")) {
        assertThat(plan.plan().plan().graph().getNodeList())
            .extracting(NodeDef::getOp)
            .doesNotContain("ReadVariableOp");
      }
    }
  }

  private static PlanLease plan(PreparedSignature signature, String layer) {
    LayerTensors tensors = signature.lookup().resolve(layer, Port.OUTPUT);
    return Plans.lease(signature, List.of(tensors), "logits", TargetKind.INDEX);
  }

  private static LoadedModel load(RuleBook rules) {
    return LoadedModel.load(() -> ModelDirectory.of(Fixtures.model("digits")), SMALL, rules);
  }

  /** Weights are there once, however many plans there are. */
  @Test
  void plansShareTheirWeights() {
    try (LoadedModel model = load(GradientRules.ALL)) {
      PreparedSignature signature = model.prepared("serving_default");
      try (PlanLease first = plan(signature, "conv1");
          PlanLease second = plan(signature, "features")) {
        Map<String, ByteString> weights = weights(first);
        Map<String, ByteString> same = weights(second);
        assertThat(weights).containsKeys(same.keySet().toArray(new String[0]));
        assertThat(same).isNotEmpty();
        same.forEach((name, content) -> assertThat(content).isSameAs(weights.get(name)));
      }
    }
  }

  /** By the constant, those that are large enough to be of interest. */
  private static Map<String, ByteString> weights(PlanLease plan) {
    Map<String, ByteString> weights = new HashMap<>();
    for (NodeDef node : plan.plan().plan().graph().getNodeList()) {
      if (FrozenVariables.isFrozen(node)) {
        ByteString content = node.getAttrOrThrow("value").getTensor().getTensorContent();
        if (content.size() >= 1 << 14) {
          weights.put(node.getName(), content);
        }
      }
    }
    return weights;
  }

  /** The weights of the digits take a little less than 100 KB, and are no fewer for many plans. */
  @Test
  void manyPlansAreAsRightAsOne() {
    List<GoldenCase> cases =
        Fixtures.cases("digits").stream().filter(golden -> golden.error().isEmpty()).toList();
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"), SMALL)) {
      cases.subList(0, 12).forEach(golden -> GoldenCheck.check(model, golden));
    }
  }
}
