package io.attributable.tensorflow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.GoldenCheck;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.List;
import org.junit.jupiter.api.Test;

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
