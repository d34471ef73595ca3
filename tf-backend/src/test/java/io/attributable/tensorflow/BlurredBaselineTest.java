package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Conductance;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.GaussianBlur;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.index.Indices;

/** Baselines that are made of the examples, or of the rows of a data set. */
class BlurredBaselineTest {
  private static final double TOLERANCE = 2e-4;

  static Stream<Function<Baseline, AttributionMethod>> methods() {
    return Stream.of(
        IntegratedGradients::new, Conductance::new, InternalInfluence::new, DeepLift::new);
  }

  private static FloatNdArray images(int count) {
    FloatNdArray images = NdArrays.ofFloats(Shape.of(count, 4, 4, 1));
    Random random = new Random(5);
    images.scalars().forEach(value -> value.setFloat(30 * random.nextFloat()));
    return images;
  }

  private static double[] numbers(Attribution attribution) {
    List<Double> found = new ArrayList<>();
    attribution.doubles().scalars().forEach(value -> found.add(value.getDouble()));
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] explain(
      NdArray<?> images, AttributionMethod method, ModelOptions options) {
    try (AttributableModel model =
        AttributableModel.load(Fixtures.model("captum_one_conv"), options)) {
      return numbers(
          LayerAttribution.on(model)
              .input("x", images)
              .layers("input:x")
              .method(method)
              .target(Target.of(0))
              .attribute()
              .layers()
              .get(0));
    }
  }

  private static double[] explain(NdArray<?> images, AttributionMethod method) {
    return explain(images, method, ModelOptions.defaults());
  }

  /** By the definition, one output at a time. */
  private static FloatNdArray blurred(FloatNdArray images, double sigma) {
    FloatNdArray blurred = NdArrays.ofFloats(images.shape());
    int radius = (int) (4 * sigma + 0.5);
    blurred
        .scalars()
        .forEachIndexed(
            (at, value) -> {
              double sum = 0;
              double weights = 0;
              for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                  double weight = Math.exp(-(dy * dy + dx * dx) / (2 * sigma * sigma));
                  weights += weight;
                  sum +=
                      weight
                          * images.getFloat(
                              at[0], mirrored(at[1] + dy), mirrored(at[2] + dx), at[3]);
                }
              }
              value.setFloat((float) (sum / weights));
            });
    return blurred;
  }

  private static long mirrored(long i) {
    while (i < 0 || i > 3) {
      i = i < 0 ? -1 - i : 7 - i;
    }
    return i;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void eachExampleIsComparedWithItself(Function<Baseline, AttributionMethod> method) {
    FloatNdArray images = images(3);
    double[] found = explain(images, method.apply(Baseline.blurred("x", 1.5)));
    double[] expected = explain(images, method.apply(Baseline.of("x", blurred(images, 1.5))));
    assertThat(found).containsExactly(expected, within(TOLERANCE));
    assertThat(explain(images, method.apply(Baseline.zeros()))).isNotEqualTo(found);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void doesNotDependOnTheBatch(Function<Baseline, AttributionMethod> method) {
    FloatNdArray images = images(3);
    AttributionMethod blurring = method.apply(Baseline.blurred(1));
    double[] whole = explain(images, blurring);
    for (int i = 0; i < 3; i++) {
      double[] alone = explain(images.slice(Indices.range(i, i + 1)), blurring);
      for (int j = 0; j < alone.length; j++) {
        assertThat(whole[i * alone.length + j]).isCloseTo(alone[j], within(TOLERANCE));
      }
    }
    assertThat(explain(images, blurring, ModelOptions.defaults().batchBytes(1 << 12)))
        .containsExactly(whole, within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void meanOfRows(Function<Baseline, AttributionMethod> method) {
    FloatNdArray rows = images(4);
    DoubleNdArray mean = NdArrays.ofDoubles(Shape.of(4, 4, 1));
    mean.scalars()
        .forEachIndexed(
            (at, value) -> {
              double sum = 0;
              for (int i = 0; i < 4; i++) {
                sum += rows.getFloat(i, at[0], at[1], at[2]);
              }
              value.setDouble(sum / 4);
            });
    assertThat(Baseline.meanOf("x", rows)).isEqualTo(Baseline.of("x", mean));
    assertThat(explain(images(2), method.apply(Baseline.meanOf("x", rows))))
        .containsExactly(explain(images(2), method.apply(Baseline.of("x", mean))));
    assertThatThrownBy(() -> Baseline.meanOf("x", NdArrays.ofFloats(Shape.of(0, 4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("have no mean");
  }

  private static Baseline blur(String input, double sigma, Integer... axes) {
    return new Baseline(0, Map.of(), Map.of(input, new GaussianBlur(sigma, List.of(axes))));
  }

  private static void assertRefused(Baseline baseline, String message) {
    assertThatThrownBy(() -> explain(images(1), new IntegratedGradients(baseline)))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER))
        .hasMessageContaining(message);
  }

  @Test
  void whatCannotBeBlurredIsTold() {
    assertRefused(Baseline.blurred("y", 1), "blurs \"y\", which is no input with a baseline");
    assertRefused(Baseline.blurred(0), "blurs by 0.0: it must be a number above 0");
    assertRefused(
        blur("x", 1, 0),
        "cannot blur input \"x\" of shape [1,4,4,1] and type float32 along axes [0]");
    assertRefused(blur("x", 1, 4), "along axes [4]");
    assertRefused(
        new Baseline(0, Map.of("x", images(1)), Map.of("x", GaussianBlur.of(1))),
        "both an array and a blur");
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      assertThatThrownBy(
              () ->
                  LayerAttribution.on(model)
                      .input("x", StdArrays.ndCopyOf(new float[][] {{1, 2, 3}}))
                      .layers("input:x")
                      .method(new DeepLift(Baseline.blurred(2)))
                      .target(Target.of(0))
                      .attribute())
          .isInstanceOf(AttributionException.class)
          .hasMessageContaining("cannot blur input \"x\" of shape [1,3] and type float32");
    }
  }

  @Test
  void axesMayBeNamed() {
    FloatNdArray images = images(1);
    assertThat(explain(images, new DeepLift(blur("x", 1.5, 1, 2))))
        .isEqualTo(explain(images, new DeepLift(Baseline.blurred(1.5))));
  }

  @Test
  void exportedSignaturesDoNotBlur(@TempDir Path folder) {
    ExplainedModel export =
        ExplainedModel.of(Fixtures.model("captum_one_conv"))
            .layers("input:x")
            .method(new IntegratedGradients(Baseline.blurred(1)));
    assertThatThrownBy(() -> export.write(folder.resolve("copy")))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining("a blurred baseline in an exported signature");
  }
}
