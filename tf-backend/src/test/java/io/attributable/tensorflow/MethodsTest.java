package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Activation;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Deconvolution;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradCamPlusPlus;
import io.attributable.GradientXActivation;
import io.attributable.GuidedBackpropagation;
import io.attributable.LayerCam;
import io.attributable.Mode;
import io.attributable.Reduction;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Methods beside gradient × activation, held against what is computed of gradients on the heap. */
class MethodsTest {
  private static final Set<AttributionMethod> MAPS =
      Set.of(new GradCam(true), new GradCamPlusPlus(), new LayerCam());
  private static final List<AttributionMethod> MANY =
      List.of(
          new Activation(),
          new GradCam(true),
          new GradCam(false, -1, false),
          new GradCamPlusPlus(),
          new LayerCam(),
          new Saliency(),
          new GuidedBackpropagation(),
          new Deconvolution());

  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static LayerAttribution request(int count) {
    return LayerAttribution.on(digits).input("image", Digits.images(count, 3)).output("logits");
  }

  /** Activation and gradient of a layer, by requests of their own. */
  private static FloatNdArray[] parts(String layer, Target target, int count) {
    return new FloatNdArray[] {
      request(count).layers(layer).method(new Activation()).attribute().get(layer).floats(),
      request(count).layers(layer).mode(Mode.LOCAL).target(target).attribute().get(layer).floats()
    };
  }

  /** Equations 1 and 2 of the paper, for any number of positions; channels last. */
  private static FloatNdArray gradCam(
      FloatNdArray activation, FloatNdArray gradient, boolean relu) {
    Shape shape = activation.shape();
    int channels = (int) shape.get(shape.numDimensions() - 1);
    int examples = (int) shape.get(0);
    int positions = (int) (shape.size() / examples / channels);
    float[] a = flat(activation);
    float[] g = flat(gradient);
    FloatNdArray map = NdArrays.ofFloats(Shape.of(examples, positions));
    for (int n = 0; n < examples; n++) {
      for (int p = 0; p < positions; p++) {
        double sum = 0;
        for (int k = 0; k < channels; k++) {
          double weight = 0;
          for (int q = 0; q < positions; q++) {
            weight += g[(n * positions + q) * channels + k];
          }
          sum += weight / positions * a[(n * positions + p) * channels + k];
        }
        map.setFloat((float) (relu ? Math.max(0, sum) : sum), n, p);
      }
    }
    return map;
  }

  /** A weight per element, channels last. */
  @FunctionalInterface
  private interface Weights {
    double of(float[] a, float[] g, int element, int channels, int positions);
  }

  /** The sum over the channels of a weight times the activation, for each position. */
  private static FloatNdArray map(FloatNdArray[] parts, Weights weights, boolean relu) {
    Shape shape = parts[0].shape();
    int channels = (int) shape.get(shape.numDimensions() - 1);
    int examples = (int) shape.get(0);
    int positions = (int) (shape.size() / examples / channels);
    float[] a = flat(parts[0]);
    float[] g = flat(parts[1]);
    FloatNdArray map = NdArrays.ofFloats(Shape.of(examples, positions));
    for (int n = 0; n < examples; n++) {
      for (int p = 0; p < positions; p++) {
        double sum = 0;
        for (int k = 0; k < channels; k++) {
          int at = (n * positions + p) * channels + k;
          sum += weights.of(a, g, at, channels, positions) * a[at];
        }
        map.setFloat((float) (relu ? Math.max(0, sum) : sum), n, p);
      }
    }
    return map;
  }

  /** The elements of an element's example and channel. */
  private static IntStream channel(int element, int channels, int positions) {
    int example = element / channels / positions;
    return IntStream.range(0, positions)
        .map(p -> (example * positions + p) * channels + element % channels);
  }

  /** The sum over all positions of alpha times relu(g), with the powers written out. */
  private static double plusPlus(float[] a, float[] g, int element, int channels, int positions) {
    double total = channel(element, channels, positions).mapToDouble(at -> a[at]).sum();
    return channel(element, channels, positions)
        .mapToDouble(
            at -> {
              double square = (double) g[at] * g[at];
              double denominator = 2 * square + total * square * g[at];
              return denominator == 0 ? 0 : square / denominator * Math.max(0, g[at]);
            })
        .sum();
  }

  private static float[] flat(FloatNdArray array) {
    float[] flat = new float[(int) array.size()];
    int[] at = {0};
    array.scalars().forEach(value -> flat[at[0]++] = value.getFloat());
    return flat;
  }

  private static void assertClose(FloatNdArray actual, FloatNdArray expected) {
    float[] a = flat(actual);
    float[] b = flat(expected);
    assertThat(a).hasSameSizeAs(b);
    float largest = 0;
    for (float value : b) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], within(1e-5f * Math.max(1e-3f, largest)));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradCamOfImagesIsTheWeightedSumOfChannels(boolean relu) {
    FloatNdArray[] parts = parts("conv2", Target.of(3), 4);
    FloatNdArray map =
        request(4)
            .layers("conv2")
            .method(new GradCam(relu))
            .target(Target.of(3))
            .attribute()
            .get("conv2")
            .floats();
    assertThat(map.shape()).isEqualTo(Shape.of(4, 8, 8));
    assertClose(map, gradCam(parts[0], parts[1], relu));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv2", "logits"})
  void gradCamPlusPlusWeightsPositiveGradients(String layer) {
    for (boolean relu : new boolean[] {true, false}) {
      assertClose(
          attributed(layer, new GradCamPlusPlus(relu)),
          map(parts(layer, Target.of(3), 4), MethodsTest::plusPlus, relu));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv2", "logits"})
  void layerCamWeightsEachElementByItsPositiveGradient(String layer) {
    for (boolean relu : new boolean[] {true, false}) {
      assertClose(
          attributed(layer, new LayerCam(relu)),
          map(parts(layer, Target.of(3), 4), (a, g, at, k, p) -> Math.max(0, g[at]), relu));
    }
  }

  @Test
  void gradCamWithoutTheSumTellsEachChannel() {
    FloatNdArray each = attributed("conv2", new GradCam(false, -1, false));
    FloatNdArray summed = attributed("conv2", new GradCam());
    assertThat(each.shape()).isEqualTo(parts("conv2", Target.of(3), 4)[0].shape());
    int channels = (int) each.shape().get(3);
    float[] numbers = flat(each);
    float[] sums = flat(summed);
    for (int p = 0; p < sums.length; p++) {
      float sum = 0;
      for (int k = 0; k < channels; k++) {
        sum += numbers[p * channels + k];
      }
      assertThat(sum).isCloseTo(sums[p], within(1e-5f));
    }
  }

  @Test
  void saliencyIsTheSizeOfTheGradient() {
    float[] gradient = flat(parts("conv2", Target.of(3), 4)[1]);
    float[] sizes = flat(attributed("conv2", new Saliency()));
    float[] signed = flat(attributed("conv2", new Saliency(true)));
    for (int i = 0; i < gradient.length; i++) {
      assertThat(signed[i]).isEqualTo(gradient[i]);
      assertThat(sizes[i]).isEqualTo(Math.abs(gradient[i]));
    }
  }

  private static FloatNdArray attributed(String layer, AttributionMethod method) {
    return request(4)
        .layers(layer)
        .method(method)
        .target(Target.of(3))
        .attribute()
        .get(layer)
        .floats();
  }

  @Test
  void gradCamOfAVectorIsTheSumOfItsContributions() {
    FloatNdArray map =
        request(3)
            .layers("logits")
            .output("logits")
            .method(new GradCam())
            .target(Target.of(5))
            .attribute()
            .get("logits")
            .floats();
    FloatNdArray[] parts = parts("logits", Target.of(5), 3);
    assertThat(map.shape()).isEqualTo(Shape.of(3));
    assertClose(map, gradCam(parts[0], parts[1], false));
  }

  @Test
  void severalTargetsAreEqualToEachAlone() {
    LayerAttribution asked = request(3).layers("conv2", "conv1").method(new GradCam(true));
    Map<Target, Attributions> together =
        asked.attributeTargets(Target.of(1), Target.of(4), Target.of(7));
    together.forEach(
        (target, result) -> {
          Attributions alone = asked.target(target).attribute();
          for (Attribution layer : result) {
            assertClose(layer.floats(), alone.get(layer.layer()).floats());
          }
        });
  }

  @Test
  void anActivationIsWhatTheModelComputes() {
    Attribution conv2 =
        request(2).layers("conv2").method(new Activation()).attribute().get("conv2");
    FloatNdArray predicted =
        (FloatNdArray)
            LayerAttribution.on(digits)
                .input("image", Digits.images(2, 3))
                .layers("conv1")
                .output("conv2")
                .target(Target.of(0, 0, 0))
                .withPrediction()
                .attribute()
                .prediction()
                .orElseThrow()
                .tensor()
                .values();
    assertThat(conv2.method()).isEqualTo(new Activation());
    assertThat(conv2.floats()).isEqualTo(predicted);
  }

  @Test
  void anInputHasAnActivationAndAGradient() {
    FloatNdArray image = Digits.images(2, 3);
    LayerAttribution asked =
        LayerAttribution.on(digits).layers("input:image").input("image", image).output("logits");
    assertThat(asked.method(new Activation()).attribute().get("input:image").floats())
        .isEqualTo(image);
    FloatNdArray saliency =
        asked.mode(Mode.LOCAL).target(Target.of(3)).attribute().get("input:image").floats();
    FloatNdArray product = asked.mode(Mode.GLOBAL).attribute().get("input:image").floats();
    float[] x = flat(image);
    float[] g = flat(saliency);
    float[] p = flat(product);
    for (int i = 0; i < x.length; i++) {
      assertThat(p[i]).isCloseTo(x[i] * g[i], within(1e-6f));
    }
  }

  @Test
  void reductionsWorkOnMaps() {
    FloatNdArray map =
        request(1)
            .layers("conv2")
            .method(new GradCam(true))
            .target(Target.predicted())
            .reduce(Reduction.parse("resize=16x16"))
            .attribute()
            .get("conv2")
            .floats();
    assertThat(map.shape()).isEqualTo(Shape.of(1, 16, 16));
  }

  @Test
  void batchesAreCutAlikeForEveryMethod() {
    for (AttributionMethod method : MANY) {
      try (AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(200_000))) {
        LayerAttribution whole = request(9).layers("conv2").method(method);
        LayerAttribution parts =
            LayerAttribution.on(cut)
                .input("image", Digits.images(9, 3))
                .output("logits")
                .layers("conv2")
                .method(method);
        if (!(method instanceof Activation)) {
          whole.target(Target.of(2));
          parts.target(Target.of(2));
        }
        assertClose(
            parts.attribute().get("conv2").floats(), whole.attribute().get("conv2").floats());
      }
    }
  }

  @Test
  void anExportedSignatureGivesTheMap(@TempDir java.nio.file.Path folder) {
    java.nio.file.Path copy = folder.resolve("served");
    ExplainedModel.of(Fixtures.model("digits"))
        .layers("conv2")
        .output("logits")
        .method(new GradCam(true))
        .write(copy);
    try (AttributableModel served =
        AttributableModel.load(copy, ModelOptions.defaults().servedBy("explain"))) {
      FloatNdArray map =
          LayerAttribution.on(served)
              .signature("serving_default")
              .layers("conv2")
              .output("logits")
              .input("image", Digits.images(3, 3))
              .method(new GradCam(true))
              .target(Target.of(4))
              .attribute()
              .get("conv2")
              .floats();
      assertClose(
          map,
          request(3)
              .layers("conv2")
              .method(new GradCam(true))
              .target(Target.of(4))
              .attribute()
              .get("conv2")
              .floats());
    }
  }

  @Test
  void ranksThatAreNotKnownBeforeAreFoundOut(@TempDir java.nio.file.Path folder) {
    SmallModels.writeRankless(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      FloatNdArray rows = NdArrays.ofFloats(Shape.of(2, 1, 3));
      float[] next = {1};
      rows.scalars().forEach(value -> value.setFloat(next[0]++));
      LayerAttribution asked =
          LayerAttribution.on(model)
              .layers("tensor:inner/Square:0")
              .target(Target.of(1))
              .input("x", rows);
      assertThat(flat(map(asked.method(new GradCam())))).containsExactly(4, 25);
      assertThat(flat(map(asked.method(new GradCam(false, 1)))))
          .containsExactly(new float[] {1f / 3, 4f / 3, 3, 16f / 3, 25f / 3, 12}, within(1e-5f));
      Map<Target, Attributions> together =
          asked.method(new GradCam()).attributeTargets(Target.of(0), Target.of(2));
      assertThat(flat(together.get(Target.of(0)).layers().get(0).floats())).containsExactly(1, 16);
      assertThat(flat(together.get(Target.of(2)).layers().get(0).floats())).containsExactly(9, 36);
      LayerAttribution vector =
          LayerAttribution.on(model)
              .layers("tensor:inner/Square:0")
              .target(Target.of(1))
              .input("x", NdArrays.vectorOf(1f, 2f, 3f))
              .method(new GradCam());
      refused(vector::attribute, "there is no dimension for channels");
    }
  }

  private static FloatNdArray map(LayerAttribution request) {
    return request.attribute().layers().get(0).floats();
  }

  @Test
  void zerosAreNothingElse() {
    List<AttributionMethod> methods = new ArrayList<>(MANY);
    methods.remove(new Activation());
    methods.addAll(List.of(new GradientXActivation(), new GradientXActivation(Mode.LOCAL)));
    for (AttributionMethod method : methods) {
      FloatNdArray zeros =
          request(2)
              .layers("logits")
              .output("conv3")
              .target(Target.of(0, 0, 0))
              .unusedLayer(UnusedLayer.ZEROS)
              .method(method)
              .attribute()
              .get("logits")
              .floats();
      assertThat(zeros.size()).isEqualTo(MAPS.contains(method) ? 2 : 20);
      for (float zero : flat(zeros)) {
        // Not -0 either.
        assertThat(Float.floatToIntBits(zero)).isZero();
      }
    }
  }

  @Test
  void mapsOfRanksThatAreNotKnownBefore(@TempDir java.nio.file.Path folder) {
    SmallModels.writeRankless(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      FloatNdArray rows = NdArrays.ofFloats(Shape.of(2, 1, 3));
      float[] next = {1};
      rows.scalars().forEach(value -> value.setFloat(next[0]++));
      LayerAttribution asked =
          LayerAttribution.on(model).layers("tensor:inner/Square:0").input("x", rows);
      // Squares of 1 to 6, and a gradient of 1 for the target alone.
      LayerAttribution one = asked.target(Target.of(1));
      assertThat(flat(map(one.method(new LayerCam())))).containsExactly(4, 25);
      assertThat(flat(map(one.method(new GradCamPlusPlus()))))
          .containsExactly(new float[] {4f / 6, 25f / 27}, within(1e-5f));
      assertThat(flat(map(one.method(new GradCam(false, -1, false)))))
          .containsExactly(0, 4, 0, 0, 25, 0);
      Map<Target, Attributions> together =
          asked.method(new GradCamPlusPlus()).attributeTargets(Target.of(0), Target.of(2));
      assertThat(flat(together.get(Target.of(2)).layers().get(0).floats()))
          .containsExactly(new float[] {9f / 11, 36f / 38}, within(1e-5f));
    }
  }

  /** Activation -1 and gradient 2: the denominator 2 g² + S g³ is 0. */
  @Test
  void aDenominatorOfZeroGivesNoWeight(@TempDir java.nio.file.Path folder) {
    SmallModels.writeRankless(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      FloatNdArray row = NdArrays.ofFloats(Shape.of(1, 3));
      row.setFloat(-1, 0, 0).setFloat(5, 0, 1).setFloat(7, 0, 2);
      LayerAttribution asked =
          LayerAttribution.on(model)
              .layers("input:x")
              .input("x", row)
              .target(Target.of(0))
              .gradientWeights(-1);
      assertThat(flat(map(asked.mode(Mode.LOCAL)))).startsWith(2);
      assertThat(flat(map(asked.method(new GradCamPlusPlus())))).containsExactly(0);
    }
  }

  @Test
  void derivativesAreVerifiedAndWhatIsNoneIsRefused() {
    LayerAttribution asked = request(1).layers("conv2").target(Target.of(3));
    for (AttributionMethod method : List.of(new Saliency(), new GradCamPlusPlus())) {
      assertThat(asked.method(method).verify().verdict())
          .isIn(Verdict.AGREES, Verdict.AGREES_WHERE_SMOOTH);
    }
    refused(() -> asked.method(new GuidedBackpropagation()).verify(), "verification");
    refused(() -> asked.method(new Deconvolution()).verify(), "no derivatives");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    LayerAttribution activation = request(1).layers("conv2").method(new Activation());
    refused(() -> activation.target(Target.of(1)).attribute(), "target 1");
    activation.target(Target.none());
    refused(() -> activation.attributeTargets(Target.of(1), Target.of(2)), "several targets");
    refused(() -> activation.verify(), "verification");
    refused(() -> activation.gradientWeights(1).attribute(), "gradient weights");
    refused(
        () ->
            request(1)
                .layers("conv2")
                .method(new GradCam(false, 9))
                .target(Target.of(1))
                .attribute(),
        "parameter channel-axis is 9");
  }

  private static void refused(Runnable action, String part) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining(part);
  }
}
