package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Ablation;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.GradientXActivation;
import io.attributable.IntegratedGradients;
import io.attributable.Shapley;
import io.attributable.Target;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.testing.Closeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/** Targets that are differences, or sums over masks: those of their terms, for linear methods. */
class TargetSumsTest {
  private static final String IMAGE = "input:image";

  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  static Stream<AttributionMethod> methods() {
    Baseline grey = Baseline.of(0.25);
    FeatureMask rows = FeatureMask.of("image", FeatureGrouping.along(1));
    return Stream.of(
        new GradientXActivation(),
        new IntegratedGradients(grey, 6),
        new DeepLift(grey),
        new Ablation(grey, rows),
        new Shapley(grey, rows, 256));
  }

  private static LayerAttribution request(AttributionMethod method, NdArray<?> images) {
    return LayerAttribution.on(digits)
        .input("image", images)
        .output("logits")
        .layers(IMAGE)
        .method(method);
  }

  private static Attribution of(AttributionMethod method, NdArray<?> images, Target target) {
    return request(method, images).target(target).attribute().get(IMAGE);
  }

  /** The sum of what single classes have, by their weights. */
  private static FloatNdArray sum(
      AttributionMethod method, NdArray<?> images, Map<Integer, Double> weights) {
    FloatNdArray sum = NdArrays.ofFloats(images.shape());
    weights.forEach(
        (index, weight) -> {
          FloatNdArray one = of(method, images, Target.of(index)).floats();
          sum.scalars()
              .forEachIndexed(
                  (at, value) ->
                      value.setFloat((float) (value.getFloat() + weight * one.getFloat(at))));
        });
    return sum;
  }

  private static DoubleNdArray mask(double third, double last) {
    DoubleNdArray mask = NdArrays.ofDoubles(Shape.of(10));
    return mask.setDouble(third, 3).setDouble(last, 9);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aDifferenceIsThatOfBoth(AttributionMethod method) {
    FloatNdArray images = Digits.images(2, 3);
    Attribution found = of(method, images, Target.difference(3, -1));
    Closeness.assertClose(
        method.name(), found.floats(), sum(method, images, Map.of(3, 1.0, 9, -1.0)));
    found
        .convergence()
        .ifPresent(
            sums ->
                assertThat(sums.at().get(1))
                    .isCloseTo(value(images, 3) - value(images, 9), within(1e-4)));
  }

  private static double value(FloatNdArray images, int index) {
    return of(
            new Ablation(Baseline.zeros(), FeatureMask.of("image", FeatureGrouping.along())),
            images,
            Target.of(index))
        .estimation()
        .orElseThrow()
        .at()
        .get(1);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aMaskIsTheSumOfWhatItWeighs(AttributionMethod method) {
    FloatNdArray images = Digits.images(2, 3);
    Closeness.assertClose(
        method.name(),
        of(method, images, Target.mask(mask(0.5, -2))).floats(),
        sum(method, images, Map.of(3, 0.5, 9, -2.0)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void masksByExampleGoWithTheirExamples(AttributionMethod method) {
    FloatNdArray images = Digits.images(3, 3);
    DoubleNdArray masks = NdArrays.ofDoubles(Shape.of(3, 10));
    for (int i = 0; i < 3; i++) {
      mask(i, 1).copyTo(masks.get(i));
    }
    Attribution batch = of(method, images, Target.maskPerExample(masks));
    try (AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(100_000))) {
      Attribution parts =
          LayerAttribution.on(cut)
              .input("image", images)
              .output("logits")
              .layers(IMAGE)
              .method(method)
              .target(Target.maskPerExample(masks))
              .attribute()
              .get(IMAGE);
      Closeness.assertClose(method.name(), parts.floats(), batch.floats());
    }
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      NdArray<?> one = images.slice(Indices.range(i, i + 1));
      stream.add(Example.of("image", one).target(Target.mask(mask(i, 1))));
      Attribution alone = of(method, one, Target.mask(mask(i, 1)));
      Closeness.assertClose(
          method.name(), batch.floats().slice(Indices.range(i, i + 1)), alone.floats());
    }
    List<Attributions> streamed = new ArrayList<>();
    try (ExampleResults results =
        LayerAttribution.on(digits)
            .output("logits")
            .layers(IMAGE)
            .method(method)
            .attributeAll(stream, ExampleOptions.defaults().batchSize(3))) {
      results.forEachRemaining(result -> streamed.add(result.attributions()));
    }
    Closeness.assertClose(
        method.name(),
        streamed.get(2).get(IMAGE).floats(),
        batch.floats().slice(Indices.range(2, 3)));
  }

  /** A region of a map, as of a segmentation. */
  @Test
  void aRegionOfALayerIsAMask() {
    FloatNdArray images = Digits.images(1, 3);
    FloatNdArray region = NdArrays.ofFloats(Shape.of(8, 8, 8));
    region
        .slice(Indices.range(2, 4), Indices.all(), Indices.at(5))
        .scalars()
        .forEach(weight -> weight.setFloat(1));
    for (AttributionMethod method :
        List.of(
            new GradientXActivation(),
            new Ablation(Baseline.zeros(), FeatureMask.of("image", FeatureGrouping.along(1))))) {
      Closeness.assertClose(
          method.name(),
          request(method, images)
              .output("conv1")
              .target(Target.mask(region))
              .attribute()
              .get(IMAGE)
              .floats(),
          request(method, images)
              .output("conv1")
              .target(Target.slice("2:4,:,5"))
              .attribute()
              .get(IMAGE)
              .floats());
    }
  }

  @Test
  void theyCanBeVerified() {
    for (Target target : List.of(Target.difference(3, 5), Target.mask(mask(1, 2)))) {
      assertThat(
              LayerAttribution.on(digits)
                  .input("image", Digits.images(2, 3))
                  .output("logits")
                  .layers("conv2")
                  .target(target)
                  .verify()
                  .verdict())
          .isEqualTo(Verdict.AGREES);
    }
  }

  @Test
  void weightsOfExamplesCount() {
    FloatNdArray images = Digits.images(2, 3);
    for (Target target : List.of(Target.difference(3, 5), Target.mask(mask(1, 2)))) {
      FloatNdArray plain = of(new GradientXActivation(), images, target).floats();
      FloatNdArray weighted =
          request(new GradientXActivation(), images)
              .target(target)
              .gradientWeights(1, -3)
              .attribute()
              .get(IMAGE)
              .floats();
      assertThat(weighted.getFloat(1, 2, 3, 0))
          .isCloseTo(-3 * plain.getFloat(1, 2, 3, 0), within(1e-4f));
      assertThat(weighted.getFloat(0, 2, 3, 0))
          .isCloseTo(plain.getFloat(0, 2, 3, 0), within(1e-5f));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FloatNdArray small = NdArrays.ofFloats(Shape.of(9));
    assertRefused(Target.mask(small), ErrorCode.TARGET_SHAPE, "which is of shape [10]");
    assertRefused(
        Target.maskPerExample(NdArrays.ofFloats(Shape.of(3, 10))),
        ErrorCode.TARGET_SHAPE,
        "3 masks were given for 2 examples");
    assertRefused(Target.difference(3, 10), ErrorCode.TARGET_OUT_OF_RANGE, "3 less 10");
    assertRefused(
        Target.difference(new int[] {3, 1}, new int[] {2, 1}), ErrorCode.TARGET_SHAPE, "an index");
    assertThatThrownBy(
            () ->
                request(new GradientXActivation(), Digits.images(2, 3))
                    .attributeTargets(Target.of(1), Target.difference(1, 2)))
        .hasMessageContaining("[TargetsMixed]");
  }

  private static void assertRefused(Target target, ErrorCode code, String text) {
    for (AttributionMethod method : methods().toList()) {
      assertThatThrownBy(() -> of(method, Digits.images(2, 3), target))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
          .hasMessageContaining(text);
    }
  }
}
