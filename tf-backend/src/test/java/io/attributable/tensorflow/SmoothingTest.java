package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Activation;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.Convergence;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.ExampleResult;
import io.attributable.GradCam;
import io.attributable.GradientShap;
import io.attributable.GradientXActivation;
import io.attributable.GuidedBackpropagation;
import io.attributable.GuidedGradCam;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.LayerCam;
import io.attributable.Lrp;
import io.attributable.Mode;
import io.attributable.Quadrature;
import io.attributable.Reduction;
import io.attributable.Saliency;
import io.attributable.Smoothing;
import io.attributable.Stdev;
import io.attributable.Target;
import io.attributable.Xrai;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.index.Indices;

/** Methods with noise, held against themselves at inputs that noise was added to before. */
class SmoothingTest {
  private static final int SAMPLES = 3;
  private static final long SEED = 0x1234567890L;

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
    Baselines rows = Baselines.of("image", Digits.images(3, 11));
    return Stream.of(
        new GradientXActivation(),
        new GradientXActivation(Mode.LOCAL),
        new Saliency(),
        new GradCam(),
        new LayerCam(),
        new GuidedBackpropagation(),
        new GuidedGradCam("conv3"),
        new Lrp(),
        new IntegratedGradients(Baseline.of(0.25), 5),
        new InternalInfluence(Baseline.of(0.25), 5, Quadrature.TRAPEZOID),
        new Conductance(Baseline.of(0.25), 5, Quadrature.TRAPEZOID, 0, GradientAt.LEFT),
        new Conductance(Baseline.of(0.25), 5, Quadrature.TRAPEZOID, 0, GradientAt.MIDPOINT),
        new GradientShap(rows, 4, 3, false),
        new DeepLift(),
        new DeepLiftShap(rows));
  }

  private static Smoothing smoothing(Smoothing.Kind kind, double stdev) {
    return new Smoothing(kind, SAMPLES, Stdev.of(stdev), false, SEED);
  }

  private static LayerAttribution request(
      AttributableModel model, AttributionMethod method, FloatNdArray images) {
    return LayerAttribution.on(model)
        .input("image", images)
        .output("logits")
        .target(Target.of(4))
        .method(method);
  }

  /** Images with a sample of noise; of the range of each where it is relative. */
  private static FloatNdArray noisy(FloatNdArray images, Smoothing smoothing, int sample) {
    int elements = (int) (images.size() / images.shape().get(0));
    double[] noise = PhiloxNoise.of(smoothing.seed(), 0, sample, elements);
    FloatNdArray noisy = NdArrays.ofFloats(images.shape());
    for (int i = 0; i < images.shape().get(0); i++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (FloatNdArray value : images.get(i).scalars()) {
        least = Math.min(least, value.getFloat());
        most = Math.max(most, value.getFloat());
      }
      double stdev =
          smoothing.stdev().forInput("image") * (smoothing.relative() ? most - least : 1);
      FloatNdArray from = images.get(i);
      int[] at = {0};
      noisy
          .get(i)
          .scalars()
          .forEachIndexed(
              (index, value) ->
                  value.setFloat((float) (from.getFloat(index) + stdev * noise[at[0]++])));
    }
    return noisy;
  }

  private static List<FloatNdArray> alone(
      AttributionMethod method, FloatNdArray images, Smoothing smoothing, String layer) {
    List<FloatNdArray> samples = new ArrayList<>();
    for (int s = 0; s < smoothing.samples(); s++) {
      samples.add(
          request(digits, method, noisy(images, smoothing, s))
              .layers(layer)
              .attribute()
              .get(layer)
              .floats());
    }
    return samples;
  }

  private static FloatNdArray combined(Smoothing.Kind kind, List<FloatNdArray> samples) {
    FloatNdArray whole = NdArrays.ofFloats(samples.get(0).shape());
    whole
        .scalars()
        .forEachIndexed(
            (at, value) -> {
              double sum = 0;
              double squares = 0;
              for (FloatNdArray sample : samples) {
                double number = sample.getFloat(at);
                sum += number / samples.size();
                squares += number * number / samples.size();
              }
              value.setFloat(
                  (float)
                      switch (kind) {
                        case SMOOTHGRAD -> sum;
                        case SMOOTHGRAD_SQUARED -> squares;
                        case VARGRAD -> squares - sum * sum;
                      });
            });
    return whole;
  }

  private static List<String> layers(AttributionMethod method) {
    return method instanceof GradCam || method instanceof LayerCam
        ? List.of("conv1", "conv2")
        : List.of("conv2", "input:image");
  }

  @ParameterizedTest
  @MethodSource("methods")
  @Tag("slow")
  void areThoseOfNoisyInputsCombined(AttributionMethod method) {
    FloatNdArray images = Digits.images(3, 3);
    for (String layer : layers(method)) {
      for (Smoothing.Kind kind : Smoothing.Kind.values()) {
        Smoothing smoothing = smoothing(kind, 0.2);
        Attribution found =
            request(digits, method, images).layers(layer).smooth(smoothing).attribute().get(layer);
        assertThat(found.smoothing()).contains(smoothing);
        assertThat(found.toMap()).containsEntry("smooth", smoothing.toMap());
        Closeness.assertClose(
            method + " " + kind + " " + layer,
            found.floats(),
            combined(kind, alone(method, images, smoothing, layer)),
            5e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  @Tag("slow")
  void areThoseWithoutNoiseWhereThereIsNone(AttributionMethod method) {
    FloatNdArray images = Digits.images(3, 3);
    for (String layer : layers(method)) {
      Attribution plain = request(digits, method, images).layers(layer).attribute().get(layer);
      Attribution still =
          request(digits, method, images)
              .layers(layer)
              .smooth(smoothing(Smoothing.Kind.SMOOTHGRAD, 0))
              .attribute()
              .get(layer);
      Closeness.assertClose(method + " " + layer, still.floats(), plain.floats());
      Attribution variance =
          request(digits, method, images)
              .layers(layer)
              .smooth(smoothing(Smoothing.Kind.VARGRAD, 0))
              .attribute()
              .get(layer);
      // Of numbers that are alike to rounding the variance is at most its square.
      assertThat(variance.floats().scalars())
          .allMatch(value -> value.getFloat() >= 0 && value.getFloat() < 1e-9);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void severalLayersAreEachAlone(AttributionMethod method) {
    Smoothing smoothing = smoothing(Smoothing.Kind.SMOOTHGRAD, 0.2);
    FloatNdArray images = Digits.images(2, 3);
    if (method instanceof IntegratedGradients) {
      return;
    }
    Attributions both =
        request(digits, method, images).layers("conv1", "conv2").smooth(smoothing).attribute();
    for (Attribution one : both) {
      Closeness.assertClose(
          method + " " + one.layer(),
          one.floats(),
          request(digits, method, images)
              .layers(one.layer())
              .smooth(smoothing)
              .attribute()
              .get(one.layer())
              .floats());
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void doNotDependOnTheBatch(AttributionMethod method) {
    Smoothing smoothing = smoothing(Smoothing.Kind.SMOOTHGRAD, 0.2);
    FloatNdArray images = Digits.images(5, 3);
    FloatNdArray whole =
        request(digits, method, images)
            .layers("conv2")
            .smooth(smoothing)
            .attribute()
            .get("conv2")
            .floats();
    try (AttributableModel cut =
            AttributableModel.load(
                Fixtures.model("digits"), ModelOptions.defaults().batchBytes(1_000_000));
        ExampleResults stream =
            request(digits, method, Digits.images(1, 3))
                .layers("conv2")
                .smooth(smoothing)
                .attributeAll(examples(images), ExampleOptions.defaults().batchSize(2))) {
      Closeness.assertClose(
          method + " cut",
          request(cut, method, images)
              .layers("conv2")
              .smooth(smoothing)
              .attribute()
              .get("conv2")
              .floats(),
          whole);
      for (int i = 0; i < 5; i++) {
        Closeness.assertClose(
            method + " alone " + i,
            request(digits, method, row(images, i))
                .layers("conv2")
                .smooth(smoothing)
                .attribute()
                .get("conv2")
                .floats(),
            row(whole, i));
        ExampleResult next = stream.next();
        Closeness.assertClose(
            method + " stream " + i,
            next.explained().orElseThrow().get("conv2").floats(),
            row(whole, i));
      }
    }
  }

  private static List<Example> examples(FloatNdArray images) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < images.shape().get(0); i++) {
      examples.add(Example.of("image", row(images, i)));
    }
    return examples;
  }

  private static FloatNdArray row(FloatNdArray batch, int index) {
    return copy(batch.slice(Indices.range(index, index + 1)));
  }

  private static FloatNdArray copy(FloatNdArray part) {
    FloatNdArray whole = NdArrays.ofFloats(part.shape());
    part.copyTo(whole);
    return whole;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void samplesOneByOneAreThoseAtOnce(AttributionMethod method) {
    for (Smoothing.Kind kind : Smoothing.Kind.values()) {
      LayerAttribution asked =
          request(digits, method, Digits.images(3, 3)).layers("conv2").smooth(smoothing(kind, 0.2));
      FloatNdArray atOnce = asked.attribute().get("conv2").floats();
      FloatNdArray oneByOne =
          new RequestRunner(digits.loaded(), 1, 1).attribute(asked.request()).get("conv2").floats();
      Closeness.assertClose(method + " " + kind, oneByOne, atOnce);
    }
  }

  @ParameterizedTest
  @EnumSource(Smoothing.Kind.class)
  void severalTargetsAreEachAlone(Smoothing.Kind kind) {
    for (AttributionMethod method :
        List.of(
            new GradientXActivation(),
            new IntegratedGradients(Baseline.of(0.25), 5),
            new Conductance(Baseline.of(0.25), 5, Quadrature.TRAPEZOID, 0, GradientAt.LEFT))) {
      LayerAttribution asked =
          request(digits, method, Digits.images(3, 3)).layers("conv2").smooth(smoothing(kind, 0.2));
      Map<Target, Attributions> all = asked.attributeTargets(Target.of(2), Target.of(7));
      all.forEach(
          (target, found) ->
              Closeness.assertClose(
                  method + " " + kind + " " + target,
                  found.get("conv2").floats(),
                  asked.target(target).attribute().get("conv2").floats()));
    }
  }

  /** Of the input as it is, though noise would make others the largest. */
  @ParameterizedTest
  @MethodSource("methods")
  void whatIsPredictedIsPredictedWithoutNoise(AttributionMethod method) {
    Smoothing smoothing = smoothing(Smoothing.Kind.SMOOTHGRAD, 3);
    FloatNdArray images = Digits.images(3, 3);
    Attributions predicted =
        request(digits, method, images)
            .target(Target.predicted())
            .layers("conv2")
            .smooth(smoothing)
            .withPrediction()
            .attribute();
    FloatNdArray scores = predicted.prediction().orElseThrow().tensor().floats();
    int[] classes = new int[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < scores.shape().get(1); j++) {
        classes[i] = scores.getFloat(i, j) > scores.getFloat(i, classes[i]) ? j : classes[i];
      }
    }
    Attributions named =
        request(digits, method, images)
            .target(Target.perExample(classes))
            .layers("conv2")
            .smooth(smoothing)
            .withPrediction()
            .attribute();
    Closeness.assertClose(
        method.toString(), predicted.get("conv2").floats(), named.get("conv2").floats());
    Closeness.assertClose(
        "prediction",
        scores,
        request(digits, method, images)
            .layers("conv2")
            .withPrediction()
            .attribute()
            .prediction()
            .orElseThrow()
            .tensor()
            .floats());
  }

  @Test
  void reductionsAreOfWhatWasCombined() {
    LayerAttribution asked =
        request(digits, new Saliency(true), Digits.images(2, 3))
            .layers("input:image")
            .smooth(smoothing(Smoothing.Kind.SMOOTHGRAD, 0.2));
    FloatNdArray whole = asked.attribute().get("input:image").floats();
    FloatNdArray reduced =
        asked.reduce(Reduction.none().absolute().sum(-1)).attribute().get("input:image").floats();
    FloatNdArray expected = NdArrays.ofFloats(reduced.shape());
    expected
        .scalars()
        .forEachIndexed(
            (at, value) -> {
              double sum = 0;
              for (FloatNdArray channel : whole.get(at).scalars()) {
                sum += Math.abs(channel.getFloat());
              }
              value.setFloat((float) sum);
            });
    Closeness.assertClose("reduced", reduced, expected);
  }

  @Test
  void regionsAreMadeOfSmoothedGradients() {
    LayerAttribution regions =
        request(digits, new Xrai(), Digits.images(2, 5)).layers("input:image");
    FloatNdArray plain = regions.attribute().get("input:image").floats();
    FloatNdArray still =
        regions
            .smooth(smoothing(Smoothing.Kind.SMOOTHGRAD, 0))
            .attribute()
            .get("input:image")
            .floats();
    Closeness.assertClose("no noise", still, plain);
    FloatNdArray noisy =
        regions
            .smooth(smoothing(Smoothing.Kind.SMOOTHGRAD, 0.5))
            .attribute()
            .get("input:image")
            .floats();
    assertThat(noisy).isNotEqualTo(plain);
  }

  @Test
  void noiseMayBeAPartOfTheRange() {
    FloatNdArray images = Digits.images(3, 3);
    images.get(1).scalars().forEach(value -> value.setFloat(value.getFloat() * 5 - 2));
    Smoothing smoothing = smoothing(Smoothing.Kind.SMOOTHGRAD, 0.15).withSeed(9).relativeToRange();
    Closeness.assertClose(
        "relative",
        request(digits, new Saliency(), images)
            .layers("conv2")
            .smooth(smoothing)
            .attribute()
            .get("conv2")
            .floats(),
        combined(Smoothing.Kind.SMOOTHGRAD, alone(new Saliency(), images, smoothing, "conv2")),
        5e-4);
  }

  /** The mean of what each sample's attributions sum to, beside the mean of what they explain. */
  @Test
  void convergenceIsTheMeanOfThatOfTheSamples() {
    IntegratedGradients method = new IntegratedGradients(Baseline.of(0.25), 5);
    FloatNdArray images = Digits.images(2, 3);
    Smoothing smoothing = smoothing(Smoothing.Kind.SMOOTHGRAD, 0.4);
    Convergence found =
        request(digits, method, images)
            .layers("input:image")
            .smooth(smoothing)
            .attribute()
            .get("input:image")
            .convergence()
            .orElseThrow();
    double[] at = new double[2];
    double[] delta = new double[2];
    for (int s = 0; s < SAMPLES; s++) {
      Convergence one =
          request(digits, method, noisy(images, smoothing, s))
              .layers("input:image")
              .attribute()
              .get("input:image")
              .convergence()
              .orElseThrow();
      for (int i = 0; i < 2; i++) {
        at[i] += one.at().get(i) / SAMPLES;
        delta[i] += one.delta().get(i) / SAMPLES;
      }
    }
    for (int i = 0; i < 2; i++) {
      assertThat(found.at().get(i)).isCloseTo(at[i], within(1e-3));
      assertThat(found.delta().get(i)).isCloseTo(delta[i], within(1e-3));
    }
    assertThat(
            request(digits, method, images)
                .layers("input:image")
                .smooth(smoothing(Smoothing.Kind.VARGRAD, 0.4))
                .attribute()
                .get("input:image")
                .convergence())
        .isEmpty();
  }

  @Test
  void stepsAreDoubledForEachSample() {
    IntegratedGradients method =
        new IntegratedGradients(Baseline.zeros(), 2, Quadrature.RIEMANN_MIDDLE, 0.01, false);
    FloatNdArray images = Digits.images(2, 3);
    Smoothing smoothing = smoothing(Smoothing.Kind.SMOOTHGRAD, 0.1);
    Attribution found =
        request(digits, method, images)
            .layers("input:image")
            .smooth(smoothing)
            .attribute()
            .get("input:image");
    assertThat(found.convergence().orElseThrow().steps()).isGreaterThan(2);
    Closeness.assertClose(
        "refined",
        found.floats(),
        combined(Smoothing.Kind.SMOOTHGRAD, alone(method, images, smoothing, "input:image")),
        5e-4);
  }

  @Test
  void theSeedAloneDecides() {
    FloatNdArray images = Digits.images(4, 3);
    List<FloatNdArray> found = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      try (AttributableModel model =
          AttributableModel.load(
              Fixtures.model("digits"),
              ModelOptions.defaults()
                  .threads(new ThreadOptions(threads, threads, true, false, false)))) {
        for (long seed : new long[] {1, 1, 2}) {
          found.add(
              request(model, new Saliency(), images)
                  .layers("input:image")
                  .smooth(Smoothing.smoothgrad(4, 0.3).withSeed(seed))
                  .attribute()
                  .get("input:image")
                  .floats());
        }
      }
    }
    assertThat(found.get(1)).isEqualTo(found.get(0));
    Closeness.assertClose("threads", found.get(3), found.get(0), 1e-6);
    assertThat(found.get(2)).isNotEqualTo(found.get(0));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    FloatNdArray images = Digits.images(1, 3);
    assertThatThrownBy(() -> Smoothing.smoothgrad(0, 0.1))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("\"samples\" cannot be \"0\"");
    for (double wrong : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Smoothing.smoothgrad(2, wrong))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NOISE_INVALID))
          .hasMessageContaining("\"" + wrong + "\"");
    }
    Smoothing smoothing = Smoothing.vargrad(2, 0.1);
    assertThatThrownBy(
            () ->
                LayerAttribution.on(digits)
                    .input("image", images)
                    .layers("conv2")
                    .method(new Activation())
                    .smooth(smoothing)
                    .attribute())
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining("nothing to smooth");
    assertThatThrownBy(
            () ->
                request(digits, new Saliency(), images)
                    .layers("conv2")
                    .smooth(smoothing.withStdev(Stdev.of(Map.of("imge", 0.1))))
                    .attribute())
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOISE_INVALID))
        .hasMessageContaining("\"imge\"")
        .hasMessageContaining("\"image\"");
    try (AttributableModel tokens = AttributableModel.load(Fixtures.model("k3_transformer"))) {
      String input = tokens.defaultSignature().inputs().get(0).name();
      assertThatThrownBy(
              () ->
                  LayerAttribution.on(tokens)
                      .input(input, NdArrays.ofInts(org.tensorflow.ndarray.Shape.of(1, 8)))
                      .layers("embedding")
                      .target(Target.of(0))
                      .smooth(smoothing)
                      .attribute())
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
          .hasMessageContaining("nothing can be added to");
    }
  }
}
