package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Activation;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baselines;
import io.attributable.Convergence;
import io.attributable.ErrorCode;
import io.attributable.GradientShap;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.Smoothing;
import io.attributable.Stdev;
import io.attributable.Target;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Gradient SHAP with noise, sample by sample held against gradients at points made before. */
class NoisyGradientShapTest {
  private static final int SAMPLES = 4;
  private static final long SEED = 3;
  private static final double STDEV = 0.3;

  @TempDir Path folder;

  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static FloatNdArray rows() {
    return Digits.images(5, 11);
  }

  private static GradientShap method(Stdev stdev) {
    return new GradientShap(Baselines.of("image", rows()), SAMPLES, stdev, SEED, false);
  }

  private static LayerAttribution request(
      AttributableModel model, AttributionMethod method, FloatNdArray images, String layer) {
    return LayerAttribution.on(model)
        .input("image", images)
        .output("logits")
        .layers(layer)
        .method(method)
        .target(method instanceof Activation ? Target.none() : Target.of(8));
  }

  private static FloatNdArray values(AttributionMethod method, FloatNdArray images, String layer) {
    return request(digits, method, images, layer).attribute().get(layer).floats();
  }

  /** {@code u · x + (1 - u) · row} with noise at x. */
  private static FloatNdArray between(
      FloatNdArray images, double[] noise, FloatNdArray row, double u) {
    FloatNdArray point = NdArrays.ofFloats(images.shape());
    for (int i = 0; i < images.shape().get(0); i++) {
      FloatNdArray image = images.get(i);
      int[] at = {0};
      point
          .get(i)
          .scalars()
          .forEachIndexed(
              (index, value) ->
                  value.setFloat(
                      (float)
                          (u * (image.getFloat(index) + STDEV * noise[at[0]++])
                              + (1 - u) * row.getFloat(index))));
    }
    return point;
  }

  private static FloatNdArray expected(FloatNdArray images, String layer, double[] at) {
    SplittableRandom random = new SplittableRandom(SEED);
    FloatNdArray sum = null;
    for (int s = 0; s < SAMPLES; s++) {
      FloatNdArray row = rows().get(random.nextLong(5));
      double u = random.nextDouble();
      double[] noise = PhiloxNoise.of(SEED, 0, s, 64);
      FloatNdArray noisy = between(images, noise, row, 1);
      FloatNdArray gradient =
          values(new GradientXActivation(Mode.LOCAL), between(images, noise, row, u), layer);
      FloatNdArray end =
          layer.startsWith("input:") ? noisy : values(new Activation(), noisy, layer);
      FloatNdArray begin =
          layer.startsWith("input:")
              ? between(images, noise, row, 0)
              : values(new Activation(), between(images, noise, row, 0), layer);
      FloatNdArray output =
          request(digits, new GradientXActivation(), noisy, "conv2")
              .withPrediction()
              .attribute()
              .prediction()
              .orElseThrow()
              .tensor()
              .floats();
      for (int i = 0; i < at.length; i++) {
        at[i] += output.getFloat(i, 8) / SAMPLES;
      }
      FloatNdArray so = sum == null ? NdArrays.ofFloats(gradient.shape()) : sum;
      so.scalars()
          .forEachIndexed(
              (index, value) ->
                  value.setFloat(
                      value.getFloat()
                          + gradient.getFloat(index)
                              * (end.getFloat(index) - begin.getFloat(index))
                              / SAMPLES));
      sum = so;
    }
    return sum;
  }

  @Test
  void eachSampleHasItsNoise() {
    FloatNdArray images = Digits.images(2, 3);
    for (String layer : List.of("input:image", "conv2")) {
      double[] at = new double[2];
      FloatNdArray expected = expected(images, layer, at);
      LayerAttribution asked = request(digits, method(Stdev.of(STDEV)), images, layer);
      Attribution found = asked.attribute().get(layer);
      Closeness.assertClose(layer, found.floats(), expected, 5e-4);
      Convergence convergence = found.convergence().orElseThrow();
      for (int i = 0; i < 2; i++) {
        assertThat(convergence.at().get(i)).isCloseTo(at[i], within(1e-3));
      }
      Attribution oneByOne =
          new RequestRunner(digits.loaded(), 1, 1).attribute(asked.request()).get(layer);
      Closeness.assertClose(layer + " one by one", oneByOne.floats(), found.floats());
      FloatNdArray first = NdArrays.ofFloats(Shape.of(1, 8, 8, 1));
      images.get(0).copyTo(first.get(0));
      Closeness.assertClose(
          layer + " alone",
          values(method(Stdev.of(STDEV)), first, layer).get(0),
          found.floats().get(0));
    }
  }

  @Test
  void withoutNoiseItIsAsBefore() {
    FloatNdArray images = Digits.images(2, 3);
    Closeness.assertClose(
        "none",
        values(method(Stdev.of(Map.of("image", 0.0))), images, "conv2"),
        values(
            new GradientShap(Baselines.of("image", rows()), SAMPLES, SEED, false),
            images,
            "conv2"));
    Closeness.assertClose(
        "hardly any",
        values(method(Stdev.of(1e-7)), images, "conv2"),
        values(method(Stdev.of(0)), images, "conv2"));
  }

  @Test
  void isServed() {
    GradientShap method = method(Stdev.of(Map.of("image", STDEV)));
    Path copy = folder.resolve("copy");
    ExplainedModel.of(Fixtures.model("digits"))
        .layers("conv2")
        .output("logits")
        .method(method)
        .rowsAtOnce(5)
        .write(copy);
    try (AttributableModel served =
        AttributableModel.load(copy, ModelOptions.defaults().servedBy("explain"))) {
      for (int count : new int[] {1, 2, 4}) {
        FloatNdArray images = Digits.images(count, 3);
        Closeness.assertClose(
            "served " + count,
            request(served, method, images, "conv2").attribute().get("conv2").floats(),
            values(method, images, "conv2"));
      }
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    FloatNdArray images = Digits.images(1, 3);
    assertThatThrownBy(() -> values(method(Stdev.of(Map.of("pixels", 1.0))), images, "conv2"))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOISE_INVALID))
        .hasMessageContaining("\"pixels\"");
    assertThatThrownBy(
            () ->
                request(digits, method(Stdev.of(STDEV)), images, "conv2")
                    .smooth(Smoothing.smoothgrad(2, 0.1))
                    .attribute())
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining("noise of its own");
  }
}
