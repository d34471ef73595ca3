package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Convergence;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.ElementType;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.UnknownOps;
import io.attributable.npy.NpyReader;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.index.Indices;

/** What is true of DeepLIFT whatever the model, on fixture models. */
class DeepLiftTest {
  /** Of the larger of the outputs at input and baseline. */
  private static final double COMPLETE = 1e-4;

  private static final double COMPLETE_IN_HALF = 2e-2;

  /** Kernels round otherwise for other sizes. */
  private static final double ROUNDING = 1e-5;

  private static final LastFixture LAST = new LastFixture();

  @AfterAll
  static void close() {
    LAST.close();
  }

  static Stream<GoldenCase> cases() {
    return Fixtures.modelsWithCases().stream()
        .flatMap(model -> Fixtures.cases(model).stream().filter(GoldenCase::isPlain).limit(2));
  }

  /** All inputs of floating-point numbers are explained, or the layers of the case. */
  private static LayerAttribution request(AttributableModel model, GoldenCase golden) {
    LayerAttribution request =
        LayerAttribution.on(model)
            .signature(golden.signature())
            .output(golden.output())
            .target(golden.target());
    List<String> inputs = new ArrayList<>();
    for (String name : golden.inputFiles().keySet()) {
      NdArray<?> values = golden.input(name);
      request.input(name, values);
      if (values instanceof FloatNdArray || values instanceof DoubleNdArray) {
        inputs.add("input:" + name);
      }
    }
    return inputs.isEmpty()
        ? request.layers(golden.layers().toArray(String[]::new)).port(golden.port())
        : request.layers(inputs.toArray(String[]::new));
  }

  private static boolean ofInputs(Attributions found) {
    return found.layers().get(0).layer().startsWith("input:");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inputsSumToTheChangeOfTheOutput(GoldenCase golden) {
    LayerAttribution request = request(LAST.of(golden.model()), golden);
    Attributions found;
    try {
      found = request.method(new DeepLift(Baseline.of(0.1))).attribute();
    } catch (AttributionException e) {
      assertThat(e.code())
          .as(e.getMessage())
          .isIn(
              ErrorCode.METHOD_NOT_APPLICABLE,
              ErrorCode.METHOD_PARAMETER,
              ErrorCode.UNUSED_LAYER,
              ErrorCode.LAYER_WITHOUT_FLOATS);
      return;
    }
    if (ofInputs(found)) {
      assertComplete(golden.toString(), found.layers().get(0));
    }
  }

  /** Examples may influence one another in a model, so that all together are compared. */
  private static void assertComplete(String what, Attribution attribution) {
    Convergence found = attribution.convergence().orElseThrow();
    boolean half =
        attribution.tensors().stream()
            .anyMatch(
                tensor ->
                    tensor.elementType() != ElementType.FLOAT32
                        && tensor.elementType() != ElementType.FLOAT64);
    boolean mixed = what.contains("half") || what.contains("float16");
    double delta = 0;
    double size = 0;
    for (int i = 0; i < found.delta().size(); i++) {
      delta += found.delta().get(i);
      size += Math.max(Math.abs(found.at().get(i)), Math.abs(found.atBaseline().get(i)));
    }
    assertThat(Math.abs(delta))
        .as("%s: %s", what, found)
        .isLessThanOrEqualTo((half || mixed ? COMPLETE_IN_HALF : COMPLETE) * size);
  }

  private static void assertCompleteForEach(Attribution attribution, double tolerance) {
    Convergence found = attribution.convergence().orElseThrow();
    for (int i = 0; i < found.delta().size(); i++) {
      double size = Math.max(Math.abs(found.at().get(i)), Math.abs(found.atBaseline().get(i)));
      assertThat(Math.abs(found.delta().get(i)))
          .as("%s: %s", attribution.layer(), found)
          .isLessThanOrEqualTo(tolerance * size);
    }
  }

  private static LayerAttribution tokens(AttributableModel model, GoldenCase golden) {
    LayerAttribution request =
        LayerAttribution.on(model).output(golden.output()).target(golden.target());
    golden.inputFiles().keySet().forEach(name -> request.input(name, golden.input(name)));
    return request;
  }

  /** Attention, layer normalisation, GELU and softmax; recurrent layers of a known length. */
  @ParameterizedTest
  @ValueSource(strings = {"k3_transformer", "k3_lstm"})
  void tokensAreComparedWithOthersAtTheirEmbedding(String name) {
    GoldenCase golden =
        Fixtures.cases(name).stream()
            .filter(some -> some.error().isEmpty() && some.inputFiles().containsKey("tokens"))
            .filter(some -> some.target() instanceof Target.PerExample)
            .findFirst()
            .orElseThrow();
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      Baseline padding = Baseline.of("tokens", NdArrays.scalarOf(1));
      Attribution found =
          tokens(model, golden)
              .layers("embedding")
              .method(new DeepLift(padding))
              .attribute()
              .get("embedding");
      assertCompleteForEach(found, COMPLETE);
      assertThat(found.coverage().byGradient()).isEmpty();
    }
  }

  @Test
  void wholeNumbersNeedABaselineOfTheirOwn() {
    GoldenCase golden = Fixtures.cases("k3_transformer").get(0);
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_transformer"))) {
      LayerAttribution request = tokens(model, golden).layers("embedding").method(new DeepLift());
      assertThatThrownBy(request::attribute)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER))
          .hasMessageContainingAll("tokens", "{\"tokens\": 0}");
    }
  }

  /** Residual connections, pooling, depthwise and transposed convolutions, in 64 bits. */
  @Test
  void doublePrecisionToItsLastDigits() throws IOException {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("lrp_convolutions"))) {
      Attributions found = convolutions(model).method(new DeepLift(Baseline.of(0.2))).attribute();
      for (String cut : List.of("input:image", "stem", "joined", "hidden")) {
        assertCompleteForEach(found.get(cut), 1e-12);
        assertThat(found.get(cut).tensor().elementType()).isEqualTo(ElementType.FLOAT64);
      }
    }
  }

  private static LayerAttribution convolutions(AttributableModel model) throws IOException {
    NdArray<?> images =
        NpyReader.read(Fixtures.root().resolve("relevance").resolve("images.npy")).values();
    return LayerAttribution.on(model)
        .input("image", images)
        .layers("input:image", "stem", "joined", "hidden")
        .target(Target.of(1));
  }

  @Test
  void severalLayersAtOnceAreEachAlone() throws IOException {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("lrp_convolutions"))) {
      Attributions all = convolutions(model).method(new DeepLift()).attribute();
      for (Attribution layer : all) {
        Attributions alone =
            LayerAttribution.on(model)
                .input("image", convolutions(model).request().inputs().get("image"))
                .layers(layer.layer())
                .target(Target.of(1))
                .method(new DeepLift())
                .attribute();
        assertSame(alone, List.of(layer), 1e-12);
      }
    }
  }

  private static void assertSame(
      Attributions actual, List<Attribution> expected, double tolerance) {
    assertThat(actual.layers()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < expected.get(i).tensors().size(); j++) {
        Closeness.assertClose(
            expected.get(i).layer(),
            actual.layers().get(i).tensors().get(j).values(),
            expected.get(i).tensors().get(j).values(),
            tolerance);
      }
    }
  }

  /** captum's softmax takes the mean over the batch, its pooling the first example's gradient. */
  @ParameterizedTest
  @ValueSource(strings = {"digits", "k3_cnn", "k3_save_mlp", "k3_volumes"})
  void anExampleAloneIsThatOfABatch(String name) {
    GoldenCase golden =
        Fixtures.cases(name).stream()
            .filter(some -> some.error().isEmpty() && some.weights().isEmpty())
            .filter(some -> !(some.target() instanceof Target.PerExample))
            .filter(
                some ->
                    some.inputFiles().keySet().stream()
                        .allMatch(input -> some.input(input).shape().get(0) > 1))
            .findFirst()
            .orElseThrow();
    for (AttributionMethod method : methods(golden)) {
      try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
        AttributionRequest whole = request(model, golden).method(method).request();
        Attributions together = model.attribute(whole);
        long examples = together.layers().get(0).tensors().get(0).shape()[0];
        for (long i = 0; i < examples; i++) {
          assertRow(i, model.attribute(row(whole, i)), together);
        }
      }
    }
  }

  private static List<AttributionMethod> methods(GoldenCase golden) {
    Map<String, NdArray<?>> rows = new LinkedHashMap<>();
    golden.inputFiles().keySet().forEach(name -> rows.put(name, golden.input(name)));
    return List.of(new DeepLift(), new DeepLiftShap(new Baselines(rows)));
  }

  private static AttributionRequest row(AttributionRequest request, long i) {
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>(request.inputs());
    inputs.replaceAll((name, values) -> values.slice(Indices.range(i, i + 1)));
    return request.withExamples(inputs, request.target(), request.gradientWeights());
  }

  private static void assertRow(long i, Attributions alone, Attributions together) {
    for (int layer = 0; layer < together.layers().size(); layer++) {
      Closeness.assertClose(
          "row " + i,
          alone.layers().get(layer).tensors().get(0).values(),
          together.layers().get(layer).tensors().get(0).values().slice(Indices.range(i, i + 1)),
          ROUNDING);
    }
  }

  @Test
  void aCutBatchIsTheWholeOne() {
    FloatNdArray images = Digits.images(11, 3);
    FloatNdArray others = Digits.images(11, 5);
    List<AttributionMethod> methods =
        List.of(
            new DeepLift(Baseline.of("image", others)),
            new DeepLiftShap(Baselines.of("image", others)));
    for (AttributionMethod method : methods) {
      try (AttributableModel whole = Digits.load();
          AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(150_000))) {
        Attributions expected = digits(whole, images, method).attribute();
        Attributions actual = digits(cut, images, method).attribute();
        assertSame(actual, expected.layers(), ROUNDING);
        List<Double> deltas = actual.get("conv1").convergence().orElseThrow().at();
        assertThat(deltas).hasSize(11);
      }
    }
  }

  private static LayerAttribution digits(
      AttributableModel model, FloatNdArray images, AttributionMethod method) {
    return Digits.request(model, images)
        .layers("conv1", "features")
        .method(method)
        .target(Target.of(4));
  }

  @Test
  void severalTargetsAreEachAlone() {
    FloatNdArray images = Digits.images(3, 3);
    try (AttributableModel model = Digits.load()) {
      LayerAttribution request = digits(model, images, new DeepLift(Baseline.of(0.3)));
      Map<Target, Attributions> all = request.attributeTargets(Target.of(2), Target.of(7));
      for (Map.Entry<Target, Attributions> one : all.entrySet()) {
        Attributions alone = request.target(one.getKey()).attribute();
        assertSame(one.getValue(), alone.layers(), ROUNDING);
        assertThat(one.getValue().get("conv1").convergence().orElseThrow().at())
            .isEqualTo(alone.get("conv1").convergence().orElseThrow().at());
      }
    }
  }

  @Test
  void aDistributionIsTheMeanOfItsRows() {
    FloatNdArray images = Digits.images(2, 3);
    FloatNdArray rows = Digits.images(4, 9);
    try (AttributableModel model = Digits.load()) {
      Attributions mean =
          digits(model, images, new DeepLiftShap(Baselines.of("image", rows))).attribute();
      for (Attribution layer : mean) {
        assertCompleteForEach(layer, COMPLETE);
        double[] sum = new double[(int) layer.floats().size()];
        for (long i = 0; i < 4; i++) {
          Baseline one = Baseline.of("image", rows.slice(Indices.range(i, i + 1)));
          add(digits(model, images, new DeepLift(one)).attribute().get(layer.layer()), sum);
        }
        FloatNdArray expected = NdArrays.ofFloats(layer.floats().shape());
        int[] at = {0};
        expected.scalars().forEach(value -> value.setFloat((float) (sum[at[0]++] / 4)));
        Closeness.assertClose(layer.layer(), layer.floats(), expected, ROUNDING);
      }
    }
  }

  private static void add(Attribution attribution, double[] sum) {
    int[] at = {0};
    attribution.floats().scalars().forEach(value -> sum[at[0]++] += value.getFloat());
  }

  /** Where there is nothing but a matrix and a bias. */
  @Test
  void linearModelsHaveGradientTimesDifference() {
    FloatNdArray x = StdArrays.ndCopyOf(new float[][] {{1, 2, 3}, {-4, 0, 5}});
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      Attribution found =
          LayerAttribution.on(model)
              .input("x", x)
              .layers("input:x")
              .output("linear1")
              .target(Target.of(1))
              .method(new DeepLift(Baseline.of(1)))
              .attribute()
              .get("input:x");
      Closeness.assertClose(
          "x - 1", found.floats(), StdArrays.ndCopyOf(new float[][] {{0, 1, 2}, {-5, -1, 4}}), 0);
    }
  }

  @Test
  void localOnesAreMultipliers() {
    FloatNdArray images = Digits.images(2, 3);
    try (AttributableModel model = Digits.load()) {
      Attribution local =
          Digits.request(model, images)
              .layers("input:image")
              .target(Target.of(4))
              .method(new DeepLift(Baseline.of(0.25), true, UnknownOps.ERROR))
              .attribute()
              .get("input:image");
      Attribution global =
          Digits.request(model, images)
              .layers("input:image")
              .target(Target.of(4))
              .method(new DeepLift(Baseline.of(0.25)))
              .attribute()
              .get("input:image");
      assertThat(local.convergence()).isEmpty();
      FloatNdArray product = NdArrays.ofFloats(Shape.of(images.shape().asArray()));
      product
          .scalars()
          .forEachIndexed(
              (at, value) ->
                  value.setFloat(local.floats().getFloat(at) * (images.getFloat(at) - 0.25f)));
      Closeness.assertClose("multipliers", global.floats(), product, ROUNDING);
    }
  }

  @Test
  void aLoopIsRefusedByItsNameOrGoneThroughByGradients() {
    GoldenCase golden = Fixtures.cases("k3_rnn_stack").get(0);
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_rnn_stack"))) {
      LayerAttribution request = request(model, golden);
      assertThatThrownBy(request.method(new DeepLift())::attribute)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
          .hasMessageContainingAll("While", "node \"", "how often the loop runs");
      Attribution found =
          request
              .method(new DeepLift().withFallback(UnknownOps.GRADIENT))
              .attribute()
              .layers()
              .get(0);
      assertThat(found.coverage().byGradient().toString()).contains("While");
    }
  }

  @Test
  void inputsMoveTogetherThoughOneIsExplained() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_relu_linear"))) {
      Attribution second =
          LayerAttribution.on(model)
              .input("x1", StdArrays.ndCopyOf(new float[][] {{10, 1, -5}}))
              .input("x2", StdArrays.ndCopyOf(new float[][] {{3, 3, 1}}))
              .layers("input:x2")
              .method(new DeepLift())
              .attribute()
              .get("input:x2");
      double sum = 0;
      for (var value : second.floats().scalars()) {
        sum += value.getFloat();
      }
      Convergence found = second.convergence().orElseThrow();
      assertThat(found.delta().get(0)).isCloseTo(0, within(1e-5));
      assertThat(sum).isLessThan(found.at().get(0) - found.atBaseline().get(0) - 1);
    }
  }

  @Test
  void oneRowIsNoDistribution() {
    FloatNdArray images = Digits.images(2, 3);
    try (AttributableModel model = Digits.load()) {
      Baselines one = Baselines.of("image", Digits.images(1, 4));
      assertThatThrownBy(digits(model, images, new DeepLiftShap(one))::attribute)
          .hasMessageContainingAll("has 1 row", "deeplift");
      assertThatThrownBy(digits(model, images, new DeepLiftShap())::attribute)
          .hasMessageContainingAll("has no rows for input \"image\"");
    }
  }
}
