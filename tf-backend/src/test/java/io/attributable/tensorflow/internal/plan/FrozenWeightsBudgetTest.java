package io.attributable.tensorflow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Port;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.NodeDef;

/** Constants of many plans do not take all memory there is. */
class FrozenWeightsBudgetTest {
  @Test
  void whatIsTakenIsGoneUntilItIsGivenBack() {
    FrozenWeightsBudget budget = new FrozenWeightsBudget(10);
    assertThat(List.of(budget.take(10), budget.take(10), budget.take(10), budget.take(10)))
        .containsOnly(true);
    assertThat(budget.take(1)).isFalse();
    budget.giveBack(10);
    assertThat(budget.take(10)).isTrue();
  }

  @Test
  void aModelThatIsTooLargeTakesNothing() {
    FrozenWeightsBudget budget = new FrozenWeightsBudget(10);
    assertThat(budget.take(11)).isFalse();
    assertThat(budget.take(10)).isTrue();
  }

  @Test
  void anyNumberOfBytesIsALimit() {
    assertThat(new FrozenWeightsBudget(Long.MAX_VALUE).take(1L << 60)).isTrue();
    assertThat(new FrozenWeightsBudget(0).take(1)).isFalse();
  }

  /** A heap that is full while a plan is made is free again afterwards, and so is the budget. */
  @Test
  void whatCameToNothingIsGivenBack() {
    RuleBook full =
        GradientRules.ALL.overriding(
            Map.of(
                "Relu",
                context -> {
                  throw new OutOfMemoryError("Java heap space");
                }));
    ModelOptions options = ModelOptions.defaults().frozenLimitBytes(100_000);
    try (LoadedModel model =
        LoadedModel.load(() -> ModelDirectory.of(Fixtures.model("digits")), options, full)) {
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

  /** The weights of the digits take a little less than 100 KB: the first four plans are frozen. */
  @Test
  void plansBeyondTheBudgetAreAsRightAsOthers() {
    List<GoldenCase> cases =
        Fixtures.cases("digits").stream().filter(golden -> golden.error().isEmpty()).toList();
    ModelOptions options = ModelOptions.defaults().frozenLimitBytes(100_000);
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"), options)) {
      cases.subList(0, 12).forEach(golden -> GoldenCheck.check(model, golden));
    }
  }
}
