package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.model.TensorDescription;
import io.attributable.testing.Fixtures;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** What the arrays of the golden tests do not show. */
class LayerGradientXActivationTest {
  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static LayerAttribution request(FloatNdArray images) {
    return Digits.request(digits, images);
  }

  @Test
  void thePredictedTargetIsTheLargestOutput() {
    FloatNdArray images = Digits.images(3, 2);
    Attributions predicted =
        request(images).target(Target.predicted()).withPrediction().attribute();
    FloatNdArray logits = predicted.prediction().orElseThrow().tensor().floats();
    int[] largest =
        IntStream.range(0, 3)
            .map(
                row ->
                    IntStream.range(0, 10)
                        .reduce((a, b) -> logits.getFloat(row, b) > logits.getFloat(row, a) ? b : a)
                        .orElseThrow())
            .toArray();
    Attributions named = request(images).target(Target.perExample(largest)).attribute();
    assertThat(Digits.flat(predicted.get("conv2").floats()))
        .isEqualTo(Digits.flat(named.get("conv2").floats()));
  }

  @Test
  void globalIsLocalTimesTheActivation() {
    FloatNdArray images = Digits.images(2, 9);
    LayerAttribution request =
        request(images).layers("features").target(Target.of(4)).withPrediction();
    float[] global = Digits.flat(request.mode(Mode.GLOBAL).attribute().get("features").floats());
    float[] local = Digits.flat(request.mode(Mode.LOCAL).attribute().get("features").floats());
    Attributions activation =
        LayerGradientXActivation.on(digits)
            .layers("features")
            .output("features")
            .target(Target.of(0))
            .input("image", images)
            .withPrediction()
            .attribute();
    float[] values = Digits.flat(activation.prediction().orElseThrow().tensor().floats());
    for (int i = 0; i < global.length; i++) {
      assertThat(global[i]).isEqualTo(local[i] * values[i], within(1e-6f));
    }
  }

  @Test
  void anEmptyBatchHasAnEmptyResult() {
    FloatNdArray none = NdArrays.ofFloats(Shape.of(0, 8, 8, 1));
    for (Target target :
        new Target[] {Target.of(1), Target.predicted(), Target.perExample(new int[0])}) {
      Attribution empty = request(none).target(target).attribute().get("conv2");
      assertThat(empty.tensor().shape()).containsExactly(0, 8, 8, 16);
    }
  }

  @Test
  void whatIsNotANumberIsCarriedThrough() {
    FloatNdArray images = Digits.images(2, 1);
    images.setFloat(Float.NaN, 0, 3, 3, 0);
    FloatNdArray explained =
        LayerGradientXActivation.on(digits)
            .layer("conv1", Port.INPUT)
            .output("logits")
            .target(Target.of(1))
            .input("image", images)
            .attribute()
            .get("conv1")
            .floats();
    assertThat(explained.getFloat(0, 3, 3, 0)).isNaN();
    assertThat(Digits.flat(explained.get(1))).doesNotContain(Float.NaN);
  }

  @Test
  void sidesCanDifferInOneRun() {
    Attributions both =
        LayerGradientXActivation.on(digits)
            .layer("conv2", Port.INPUT)
            .layer("conv2", Port.OUTPUT)
            .output("logits")
            .target(Target.of(2))
            .input("image", Digits.images(1, 4))
            .attribute();
    assertThat(both.layers().get(0).tensor().shape()).containsExactly(1, 8, 8, 8);
    assertThat(both.layers().get(1).tensor().shape()).containsExactly(1, 8, 8, 16);
  }

  @Test
  void aRequestWithoutLayersIsRefused() {
    assertThatThrownBy(
            () ->
                LayerGradientXActivation.on(digits).input("image", Digits.images(1, 0)).attribute())
        .hasMessageContaining("[LayerRequired]");
  }

  @Test
  void whatTensorFlowRefusesIsSaidInOneLine() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_multi_io"))) {
      LayerAttribution request =
          LayerGradientXActivation.on(model).layers("trunk").output("a").target(Target.of(0));
      int rows = 2;
      for (TensorDescription input : model.signature("serving_default").inputs()) {
        long[] shape = input.shape().toShape().asArray();
        shape[0] = rows++;
        request.input(input.name(), NdArrays.ofFloats(Shape.of(shape)));
      }
      assertThatThrownBy(request::attribute)
          .isInstanceOfSatisfying(
              AttributionException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_FAILED))
          .message()
          .doesNotContain("plan_", "{{node", "\n");
    }
  }

  @Test
  void onePlanServesAllTargetsOfAKind() {
    request(Digits.images(1, 0)).target(Target.of(1)).attribute();
    int before = digits.loaded().plans().size();
    request(Digits.images(4, 0)).target(Target.perExample(1, 2, 3, 4)).attribute();
    request(Digits.images(2, 0)).target(Target.of(-1)).mode(Mode.LOCAL).attribute();
    assertThat(digits.loaded().plans().size()).isEqualTo(before);
  }

  @Test
  void onePlanServesAllWordsForTheSameTensors() {
    request(Digits.images(1, 0)).target(Target.of(1)).attribute();
    String tensor =
        digits
            .loaded()
            .prepared("serving_default")
            .lookup()
            .resolve("conv1", Port.OUTPUT)
            .tensors()
            .get(0)
            .tensor()
            .toString();
    LayerAttribution named =
        LayerGradientXActivation.on(digits)
            .input("image", Digits.images(1, 0))
            .output("logits")
            .target(Target.of(1));
    named.layers("conv1").attribute();
    int before = digits.loaded().plans().size();
    LayerGradientXActivation.on(digits)
        .input("image", Digits.images(1, 0))
        .output("logits")
        .target(Target.of(1))
        .layers("tensor:" + tensor)
        .attribute();
    assertThat(digits.loaded().plans().size()).isEqualTo(before);
  }
}
