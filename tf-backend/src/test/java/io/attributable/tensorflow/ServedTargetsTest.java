package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Targets asked of a signature, where not everything is known before the run. */
class ServedTargetsTest {
  private static final int STEPS = 5;
  private static final String SQUARES = "tensor:inner/Square:0";

  @TempDir Path folder;
  private int made;

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

  /** A target for all examples is one for each: how many that is, not every input tells. */
  @Test
  void areAsManyAsThereAreExamples() {
    Consumer<Path> boxed = SmallModels::writeBoxed;
    Consumer<Path> fixed = SmallModels::writeFixedBatch;
    Consumer<Path> rankless = SmallModels::writeRankless;
    FloatNdArray two = rows(Shape.of(2, 3));
    assertServed(boxed, Map.of("x", two, "boxes", rows(Shape.of(0, 3))));
    assertServed(boxed, Map.of("x", two, "boxes", rows(Shape.of(3, 3))));
    assertServed(fixed, Map.of("x", two));
    assertServed(rankless, Map.of("x", two));
    assertServed(rankless, Map.of("x", rows(Shape.of(2, 1, 3))));
    assertServed(rankless, Map.of("x", rows(Shape.of(6))));
  }

  private void assertServed(Consumer<Path> writer, Map<String, FloatNdArray> inputs) {
    Path written = folder.resolve("made" + made++);
    written.toFile().mkdir();
    writer.accept(written);
    Path exported =
        ExplainedModel.of(written)
            .layers(SQUARES)
            .write(folder.resolve("served" + made++))
            .directory();
    ModelOptions options = ModelOptions.defaults().servedBy("explain");
    try (AttributableModel served = AttributableModel.load(exported, options);
        AttributableModel planned = AttributableModel.load(exported)) {
      for (Target target : List.of(Target.of(1), Target.perExample(2, 0))) {
        assertThat(squares(served, inputs, target)).isEqualTo(squares(planned, inputs, target));
      }
      for (Target target : List.of(Target.perExample(1), Target.perExample(1, 1, 1, 1))) {
        assertThatThrownBy(() -> squares(served, inputs, target))
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_SHAPE))
            .hasMessageContaining("for 2 examples");
      }
    }
  }

  private static FloatNdArray squares(
      AttributableModel model, Map<String, FloatNdArray> inputs, Target target) {
    LayerAttribution request =
        LayerGradientXActivation.on(model)
            .signature("serving_default")
            .layers(SQUARES)
            .target(target);
    inputs.forEach(request::input);
    return request.attribute().get(SQUARES).floats();
  }

  private static FloatNdArray rows(Shape shape) {
    FloatNdArray rows = NdArrays.ofFloats(shape);
    float[] next = {1};
    rows.scalars().forEach(value -> value.setFloat(next[0]++));
    return rows;
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
