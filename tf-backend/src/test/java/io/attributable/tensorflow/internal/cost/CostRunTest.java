package io.attributable.tensorflow.internal.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Digits;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.OpCost;
import io.attributable.testing.Fixtures;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.StdArrays;

class CostRunTest {
  @Test
  void timesEachOfThemAsOftenAsWanted() {
    try (AttributableModel model = Digits.load()) {
      CostProfile profile = request(model, 2).measure(3);
      assertThat(profile.forward().millis()).hasSize(3);
      assertThat(profile.session().millis()).hasSize(3);
      assertThat(profile.attribution().millis()).hasSize(3).allMatch(millis -> millis > 0);
      assertThat(profile.planMillis()).isPositive();
      assertThat(profile.firstRunMillis()).isGreaterThan(profile.session().median());
      assertThat(profile.ratio())
          .isEqualTo(profile.attribution().median() / profile.forward().median());
      assertThat(profile.overhead())
          .isEqualTo(profile.attribution().median() / profile.session().median() - 1);
    }
  }

  @Test
  void opsAreThoseOfTheBackwardPassToo() {
    try (AttributableModel model = Digits.load()) {
      List<OpCost> ops = request(model, 2).measure(1).ops();
      assertThat(ops).extracting(OpCost::op).doesNotHaveDuplicates();
      assertThat(ops).extracting(OpCost::device).containsOnly("/device:CPU:0");
      assertThat(ops).isSortedAccordingTo(Comparator.comparing(OpCost::millis).reversed());
      assertThat(ops).allMatch(op -> op.runs() > 0 && op.millis() >= 0);
      assertThat(runs(ops, "Conv2D")).isGreaterThanOrEqualTo(2);
      // One goes forward through each dense layer, and one back.
      assertThat(runs(ops, "MatMul")).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void loopsRunTheirNodesAgainAndAgain() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_lstm"))) {
      List<OpCost> ops =
          LayerGradientXActivation.on(model)
              .layers("embedding")
              .input("tokens", tokens())
              .target(Target.of(0))
              .measure(1)
              .ops();
      // A product by the recurrent kernel for each of five tokens forward, and as many back.
      assertThat(runs(ops, "MatMul")).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void plansThatAreKnownAreNotMadeAgain() {
    try (AttributableModel model = Digits.load()) {
      double first = request(model, 1).measure(1).planMillis();
      assertThat(request(model, 1).measure(1).planMillis()).isLessThan(first / 5);
    }
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    try (AttributableModel model = Digits.load()) {
      assertThatIllegalArgumentException().isThrownBy(() -> request(model, 1).measure(0));
      assertThatExceptionOfType(AttributionException.class)
          .isThrownBy(() -> request(model, 0).measure(1))
          .matches(e -> e.code() == ErrorCode.NOTHING_TO_MEASURE);
      assertThatExceptionOfType(AttributionException.class)
          .isThrownBy(() -> request(model, 1).target(Target.of(10)).measure(1))
          .matches(e -> e.code() == ErrorCode.TARGET_OUT_OF_RANGE);
    }
  }

  private static LayerAttribution request(AttributableModel model, int examples) {
    return Digits.request(model, Digits.images(examples, 1)).target(Target.of(3));
  }

  /** By a part of the name, as libraries of kernels rename ops. */
  private static int runs(List<OpCost> ops, String name) {
    return ops.stream().filter(op -> op.op().contains(name)).mapToInt(OpCost::runs).sum();
  }

  private static LongNdArray tokens() {
    return StdArrays.ndCopyOf(new long[][] {{1, 2, 3, 4, 5}});
  }
}
