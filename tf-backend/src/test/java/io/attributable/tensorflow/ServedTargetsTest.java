package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Targets into a sequence whose length nobody knows before the run, asked of a signature. */
class ServedTargetsTest {
  private static final int STEPS = 5;

  @TempDir Path folder;

  @Test
  void areHeldAgainstWhatTheRunGave() {
    Path exported =
        ExplainedModel.of(Fixtures.model("k3_rnn_attention"))
            .layers("lstm")
            .output("additive")
            .write(folder.resolve("explained"))
            .directory();
    ModelOptions options = ModelOptions.defaults().servedBy("explain");
    try (AttributableModel model = AttributableModel.load(exported, options);
        AttributableModel planned = AttributableModel.load(exported)) {
      Target last = Target.of(STEPS - 1, 3);
      FloatNdArray expected = numbers(planned, last);
      assertThat(numbers(model, last)).isEqualTo(expected);
      assertThat(expected.streamOfObjects()).anyMatch(number -> number != 0);
      assertRefused(ErrorCode.NOT_SERVED, "for example 0 it", model, Target.of(STEPS, 3));
      assertRefused(
          ErrorCode.NOT_SERVED,
          "for example 1 it",
          model,
          Target.perExampleIndex(new int[] {0, 0}, new int[] {STEPS, 0}));
      assertRefused(ErrorCode.NOT_SERVED, "counts from", model, Target.of(-1, 3));
      assertRefused(ErrorCode.TARGET_OUT_OF_RANGE, "of shape", model, Target.of(0, 4));
    }
  }

  private static void assertRefused(
      ErrorCode code, String reason, AttributableModel model, Target target) {
    assertThatThrownBy(() -> numbers(model, target))
        .hasMessageContaining(reason)
        .isInstanceOfSatisfying(
            AttributionException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static FloatNdArray numbers(AttributableModel model, Target target) {
    FloatNdArray x = NdArrays.ofFloats(Shape.of(2, STEPS, 3));
    x.scalars().forEachIndexed((at, value) -> value.setFloat((float) Math.sin(at[1] + 2 * at[2])));
    return LayerGradientXActivation.on(model)
        .signature("serving_default")
        .input("x", x)
        .layers("lstm")
        .output("additive")
        .target(target)
        .attribute()
        .layers()
        .get(0)
        .tensors()
        .get(0)
        .floats();
  }
}
