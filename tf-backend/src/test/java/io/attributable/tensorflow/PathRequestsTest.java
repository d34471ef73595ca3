package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.Convergence;
import io.attributable.ErrorCode;
import io.attributable.GradientShap;
import io.attributable.GradientXActivation;
import io.attributable.IntegratedGradients;
import io.attributable.Mode;
import io.attributable.Quadrature;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/** Requests by methods that evaluate the model at points: targets, baselines, batches, errors. */
class PathRequestsTest {
  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static Baselines distribution() {
    return Baselines.of("image", Digits.images(5, 11));
  }

  static Stream<AttributionMethod> methods() {
    return Stream.of(
        new IntegratedGradients(Baseline.of(0.25), 6),
        new Conductance(Baseline.of(0.25), 6, Quadrature.TRAPEZOID, 0, GradientAt.LEFT),
        new Conductance(Baseline.of(0.25), 6, Quadrature.TRAPEZOID, 0, GradientAt.MIDPOINT),
        new GradientShap(distribution(), 4, 3, false));
  }

  private static LayerAttribution request(AttributionMethod method, int count) {
    return LayerAttribution.on(digits)
        .input("image", Digits.images(count, 3))
        .output("logits")
        .method(method);
  }

  private static LayerAttribution one(AttributionMethod method, int index) {
    NdArray<?> all = Digits.images(4, 3);
    return LayerAttribution.on(digits)
        .input("image", copy((FloatNdArray) all.slice(Indices.range(index, index + 1))))
        .output("logits")
        .method(method);
  }

  private static FloatNdArray copy(FloatNdArray part) {
    FloatNdArray whole = NdArrays.ofFloats(part.shape());
    part.copyTo(whole);
    return whole;
  }

  private static NdArray<?> row(NdArray<?> batch, int index) {
    return copy((FloatNdArray) batch.slice(Indices.range(index, index + 1)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anExampleAloneIsTheSameAsInABatch(AttributionMethod method) {
    for (String layer : List.of("conv2", "input:image")) {
      Attribution batch =
          request(method, 4)
              .layers(layer)
              .target(Target.perExample(1, 3, 5, 7))
              .attribute()
              .get(layer);
      for (int i = 0; i < 4; i++) {
        Attribution alone =
            one(method, i).layers(layer).target(Target.of(2 * i + 1)).attribute().get(layer);
        Closeness.assertClose(
            method.name() + " " + layer + " " + i, row(batch.floats(), i), alone.floats());
        assertThat(batch.convergence().orElseThrow().delta().get(i))
            .isCloseTo(alone.convergence().orElseThrow().delta().get(0), within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void severalTargetsAreEachAlone(AttributionMethod method) {
    Map<Target, Attributions> all =
        request(method, 3).layers("conv2").attributeTargets(Target.of(2), Target.of(7));
    for (Target target : List.of(Target.of(2), Target.of(7))) {
      Attribution alone =
          request(method, 3).layers("conv2").target(target).attribute().get("conv2");
      Closeness.assertClose(
          method.name() + " " + target, all.get(target).get("conv2").floats(), alone.floats());
      assertThat(all.get(target).get("conv2").convergence().orElseThrow().at())
          .isEqualTo(alone.convergence().orElseThrow().at());
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void whatIsPredictedIsPredictedForTheInput(AttributionMethod method) {
    Attributions predicted =
        request(method, 3).layers("conv2").target(Target.predicted()).withPrediction().attribute();
    FloatNdArray scores = predicted.prediction().orElseThrow().tensor().floats();
    int[] classes = new int[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < scores.shape().get(1); j++) {
        classes[i] = scores.getFloat(i, j) > scores.getFloat(i, classes[i]) ? j : classes[i];
      }
    }
    Closeness.assertClose(
        method.name(),
        predicted.get("conv2").floats(),
        request(method, 3)
            .layers("conv2")
            .target(Target.perExample(classes))
            .attribute()
            .get("conv2")
            .floats());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void reductionsAreOfTheWholeSum(AttributionMethod method) {
    Reduction reduction = Reduction.none().sum(-1).absolute();
    FloatNdArray reduced =
        request(method, 2)
            .layers("conv2")
            .target(Target.of(4))
            .reduce(reduction)
            .attribute()
            .get("conv2")
            .floats();
    FloatNdArray whole =
        request(method, 2).layers("conv2").target(Target.of(4)).attribute().get("conv2").floats();
    FloatNdArray expected = NdArrays.ofFloats(reduced.shape());
    expected
        .scalars()
        .forEachIndexed(
            (at, value) -> {
              double sum = 0;
              for (FloatNdArray channel : whole.get(at).scalars()) {
                sum += channel.getFloat();
              }
              value.setFloat((float) Math.abs(sum));
            });
    Closeness.assertClose(method.name(), reduced, expected);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void batchesAreCutWithTheirBaselines(AttributionMethod method) {
    FloatNdArray images = Digits.images(6, 3);
    FloatNdArray starts = Digits.images(6, 5);
    AttributionMethod own =
        method instanceof io.attributable.PathMethod path
            ? path.withBaseline(Baseline.of("image", starts))
            : method;
    try (AttributableModel cut =
        AttributableModel.load(
            Fixtures.model("digits"), ModelOptions.defaults().batchBytes(3_000_000))) {
      FloatNdArray[] both = new FloatNdArray[2];
      for (int i = 0; i < 2; i++) {
        both[i] =
            LayerAttribution.on(i == 0 ? digits : cut)
                .input("image", images)
                .output("logits")
                .method(own)
                .layers("conv2")
                .target(Target.perExample(0, 1, 2, 3, 4, 5))
                .attribute()
                .get("conv2")
                .floats();
      }
      Closeness.assertClose(method.name(), both[1], both[0]);
    }
  }

  /** Each sample by a request of its own for the gradient at the drawn point. */
  @Test
  void gradientShapIsTheMeanOverDrawnBaselines() {
    int samples = 4;
    FloatNdArray images = Digits.images(2, 3);
    FloatNdArray rows = (FloatNdArray) distribution().rows().get("image");
    SplittableRandom random = new SplittableRandom(3);
    FloatNdArray expected = NdArrays.ofFloats(images.shape());
    for (int s = 0; s < samples; s++) {
      FloatNdArray drawn = rows.get(random.nextLong(5));
      double u = random.nextDouble();
      FloatNdArray point = NdArrays.ofFloats(images.shape());
      point
          .scalars()
          .forEachIndexed(
              (at, value) ->
                  value.setFloat(
                      (float) (u * images.getFloat(at) + (1 - u) * drawn.getFloat(tail(at)))));
      FloatNdArray gradient =
          LayerAttribution.on(digits)
              .input("image", point)
              .output("logits")
              .target(Target.of(8))
              .method(new GradientXActivation(Mode.LOCAL))
              .layers("input:image")
              .attribute()
              .get("input:image")
              .floats();
      expected
          .scalars()
          .forEachIndexed(
              (at, value) ->
                  value.setFloat(
                      value.getFloat()
                          + gradient.getFloat(at)
                              * (images.getFloat(at) - drawn.getFloat(tail(at)))
                              / samples));
    }
    Closeness.assertClose(
        "gradient-shap",
        request(new GradientShap(distribution(), samples, 3, false), 2)
            .layers("input:image")
            .target(Target.of(8))
            .attribute()
            .get("input:image")
            .floats(),
        expected);
  }

  private static long[] tail(long[] index) {
    return java.util.Arrays.copyOfRange(index, 1, index.length);
  }

  @ParameterizedTest
  @EnumSource(Quadrature.class)
  @Tag("slow")
  void stepsAreDoubledUntilTheDeltaIsSmall(Quadrature quadrature) {
    double tolerance = 2e-3;
    Attribution found =
        request(new IntegratedGradients(Baseline.zeros(), 4, quadrature, tolerance, false), 3)
            .layers("input:image")
            .target(Target.of(2))
            .attribute()
            .get("input:image");
    Convergence convergence = found.convergence().orElseThrow();
    assertThat(convergence.steps()).isGreaterThan(4);
    for (int i = 0; i < 3; i++) {
      double change = convergence.at().get(i) - convergence.atBaseline().get(i);
      assertThat(Math.abs(convergence.delta().get(i)))
          .isLessThanOrEqualTo(tolerance * Math.abs(change));
    }
    Closeness.assertClose(
        "refined " + quadrature,
        found.floats(),
        request(
                new IntegratedGradients(
                    Baseline.zeros(), convergence.steps(), quadrature, 0, false),
                3)
            .layers("input:image")
            .target(Target.of(2))
            .attribute()
            .get("input:image")
            .floats());
  }

  @Test
  void conductanceConvergesWithMoreSteps() {
    Convergence convergence =
        request(
                new Conductance(Baseline.zeros(), 8, Quadrature.TRAPEZOID, 0.01, GradientAt.LEFT),
                2)
            .layers("conv2")
            .target(Target.of(2))
            .attribute()
            .get("conv2")
            .convergence()
            .orElseThrow();
    for (int i = 0; i < 2; i++) {
      double change = convergence.at().get(i) - convergence.atBaseline().get(i);
      assertThat(Math.abs(convergence.delta().get(i))).isLessThanOrEqualTo(0.01 * Math.abs(change));
    }
  }

  @Test
  void tokensHaveABaselineOfTokensOrAtTheEmbedding() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_lstm"))) {
      NdArray<?> tokens = Fixtures.cases("k3_lstm").get(0).input("tokens");
      LayerAttribution asked =
          LayerAttribution.on(model).input("tokens", tokens).target(Target.of(1));
      Attribution ofIds =
          asked
              .layers("embedding")
              .method(new IntegratedGradients(Baseline.of("tokens", NdArrays.scalarOf(0L)), 300))
              .attribute()
              .get("embedding");
      Convergence convergence = ofIds.convergence().orElseThrow();
      double change = convergence.at().get(0) - convergence.atBaseline().get(0);
      assertThat(Math.abs(change)).isGreaterThan(1e-3);
      assertThat(convergence.delta().get(0)).isCloseTo(0, within(1e-3 * Math.abs(change)));
      Attribution ofZeros =
          asked
              .layers("embedding")
              .method(new IntegratedGradients(Baseline.of("embedding", NdArrays.scalarOf(0)), 300))
              .attribute()
              .get("embedding");
      Convergence other = ofZeros.convergence().orElseThrow();
      assertThat(other.at().get(0)).isCloseTo(convergence.at().get(0), within(1e-5));
      assertThat(other.atBaseline().get(0))
          .isNotCloseTo(convergence.atBaseline().get(0), within(1e-4));
      assertThat(other.delta().get(0))
          .isCloseTo(0, within(1e-3 * Math.abs(other.at().get(0) - other.atBaseline().get(0))));
      assertRefused(
          asked.layers("embedding").method(new IntegratedGradients()),
          ErrorCode.METHOD_PARAMETER,
          "names no input, though \"tokens\" hold no floating-point numbers");
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertRefused(
        asked().layers("conv1", "conv2"),
        ErrorCode.METHOD_NOT_APPLICABLE,
        "Explain these layers one after the other");
    assertRefused(
        asked().layers("input:image", "conv2"),
        ErrorCode.METHOD_NOT_APPLICABLE,
        "inputs move along another path");
    assertRefused(
        asked()
            .layers("conv2")
            .method(
                new IntegratedGradients(Baseline.of("image", NdArrays.ofFloats(Shape.of(3, 3))))),
        ErrorCode.METHOD_PARAMETER,
        "has shape [3,3] for input \"image\"");
    assertRefused(
        asked()
            .layers("conv2")
            .method(new IntegratedGradients(Baseline.of("picture", NdArrays.scalarOf(1f)))),
        ErrorCode.METHOD_PARAMETER,
        "names \"picture\"");
    assertRefused(
        asked().layers("conv2").method(new GradientShap()),
        ErrorCode.METHOD_PARAMETER,
        "has no rows for input \"image\"");
    assertRefused(
        asked()
            .layers("conv2")
            .method(new GradientShap(Baselines.of("image", Digits.images(1, 2)))),
        ErrorCode.METHOD_PARAMETER,
        "a distribution has at least 2");
    assertThatThrownBy(() -> new IntegratedGradients(Baseline.zeros(), 0))
        .hasMessageContaining("cannot be \"0\"");
    assertThatThrownBy(() -> new GradientShap(distribution(), 0, 0, false))
        .hasMessageContaining("samples");
  }

  private static LayerAttribution asked() {
    return request(new IntegratedGradients(), 2).target(Target.of(1));
  }

  private static void assertRefused(LayerAttribution asked, ErrorCode code, String text) {
    assertThatThrownBy(asked::attribute)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(text);
  }

  @Test
  void notANumberIsPassedOn() {
    FloatNdArray images = Digits.images(1, 3);
    images.setFloat(Float.NaN, 0, 0, 0, 0);
    FloatNdArray found =
        LayerAttribution.on(digits)
            .input("image", images)
            .output("logits")
            .target(Target.of(1))
            .layers("input:image")
            .method(new IntegratedGradients())
            .attribute()
            .get("input:image")
            .floats();
    assertThat(found.getFloat(0, 0, 0, 0)).isNaN();
  }
}
