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
import io.attributable.ErrorCode;
import io.attributable.Estimation;
import io.attributable.Example;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.Features;
import io.attributable.IntegratedGradients;
import io.attributable.KernelShap;
import io.attributable.Lime;
import io.attributable.Occlusion;
import io.attributable.Permutation;
import io.attributable.PerturbationMethod;
import io.attributable.Reduction;
import io.attributable.Rise;
import io.attributable.Shapley;
import io.attributable.ShapleySampling;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.Window;
import io.attributable.tensorflow.cost.CostEstimate;
import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallOutcome;
import io.attributable.tensorflow.observe.CallProgress;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArraySequence;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.index.Indices;

/** Requests by methods that perturb inputs: targets, masks, batches, errors. */
class PerturbationRequestsTest {
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

  /** Squares of 4 × 4 pixels. */
  private static FeatureMask squares() {
    IntNdArray ids = NdArrays.ofInts(Shape.of(8, 8, 1));
    ids.scalars().forEachIndexed((at, id) -> id.setInt((int) (at[0] / 4 * 2 + at[1] / 4)));
    return FeatureMask.of("image", ids);
  }

  static Stream<PerturbationMethod> methods() {
    Baseline grey = Baseline.of(0.25);
    return Stream.of(
        new Ablation(grey, squares()),
        new Occlusion(grey, Window.of(3, 4, 1), Window.of(2, 3, 1)),
        new ShapleySampling(grey, squares(), 3, 7),
        new Shapley(grey, squares(), 16),
        new KernelShap(grey, squares(), 10, 7),
        new Lime(grey, squares(), 20, 7),
        new Rise(grey, 20, 4, 0.5, 7));
  }

  private static LayerAttribution request(AttributionMethod method, NdArray<?> images) {
    return LayerAttribution.on(digits)
        .input("image", images)
        .output("logits")
        .layers(IMAGE)
        .method(method);
  }

  private static NdArray<?> row(NdArray<?> batch, int index) {
    FloatNdArray part = (FloatNdArray) batch.slice(Indices.range(index, index + 1));
    FloatNdArray copy = NdArrays.ofFloats(part.shape());
    part.copyTo(copy);
    return copy;
  }

  private static Attribution of(LayerAttribution asked) {
    return asked.attribute().get(IMAGE);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anExampleAloneIsTheSameAsInABatchAndInAStream(PerturbationMethod method) {
    FloatNdArray images = Digits.images(3, 3);
    Attribution batch = of(request(method, images).target(Target.perExample(1, 3, 5)));
    List<Example> stream = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      stream.add(Example.of("image", row(images, i)).target(Target.of(2 * i + 1)));
    }
    List<Attributions> streamed = new ArrayList<>();
    LayerAttribution settings =
        LayerAttribution.on(digits).output("logits").layers(IMAGE).method(method);
    try (ExampleResults results =
        settings.attributeAll(stream, ExampleOptions.defaults().batchSize(2))) {
      results.forEachRemaining(result -> streamed.add(result.attributions()));
    }
    for (int i = 0; i < 3; i++) {
      Attribution alone = of(request(method, row(images, i)).target(Target.of(2 * i + 1)));
      Closeness.assertClose(method.name(), row(batch.floats(), i), alone.floats());
      Attribution one = streamed.get(i).get(IMAGE);
      Closeness.assertClose(method.name(), one.floats(), alone.floats());
      Estimation expected = alone.estimation().orElseThrow();
      Estimation found = one.estimation().orElseThrow();
      assertThat(found.evaluations()).isEqualTo(expected.evaluations());
      assertThat(found.at().get(0)).isCloseTo(expected.at().get(0), within(1e-4));
      assertThat(found.errors()).hasSameSizeAs(expected.errors());
      assertThat(batch.estimation().orElseThrow().atBaseline().get(i))
          .isCloseTo(expected.atBaseline().get(0), within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void severalTargetsAreEachAlone(PerturbationMethod method) {
    LayerAttribution asked = request(method, Digits.images(2, 3));
    Map<Target, Attributions> all = asked.attributeTargets(Target.of(2), Target.slice("3:5"));
    assertThat(all.get(Target.of(2)).get(IMAGE)).isEqualTo(of(asked.target(Target.of(2))));
    assertThat(all.get(Target.slice("3:5")).get(IMAGE))
        .isEqualTo(of(asked.target(Target.slice("3:5"))));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void cutBatchesGiveTheSame(PerturbationMethod method) {
    FloatNdArray images = Digits.images(6, 3);
    PerturbationMethod own = method.withBaseline(Baseline.of("image", Digits.images(6, 5)));
    Attribution whole = of(request(own, images).target(Target.predicted()).withPrediction());
    try (AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(1_000_000))) {
      Attribution parts =
          LayerAttribution.on(cut)
              .input("image", images)
              .output("logits")
              .layers(IMAGE)
              .method(own)
              .target(Target.predicted())
              .withPrediction()
              .attribute()
              .get(IMAGE);
      Closeness.assertClose(method.name(), parts.floats(), whole.floats());
      assertThat(parts.estimation().orElseThrow().evaluations()).hasSize(6);
      Closeness.assertClose(
          "prediction",
          parts.prediction().orElseThrow().tensor().floats(),
          whole.prediction().orElseThrow().tensor().floats());
    }
  }

  /** One window at a time, by requests of its own for the output alone. */
  @Test
  void occlusionIsWhatEachWindowTakes() {
    FloatNdArray images = Digits.images(1, 3);
    Attribution found =
        of(
            request(new Occlusion(Baseline.of(0.5), Window.of(4, 4, 1), Window.of(4, 4, 1)), images)
                .target(Target.of(2)));
    FloatNdArray covered = (FloatNdArray) row(images, 0);
    covered
        .slice(Indices.all(), Indices.range(4, 8), Indices.range(0, 4), Indices.all())
        .scalars()
        .forEach(pixel -> pixel.setFloat(0.5f));
    double lost = logit(images) - logit(covered);
    assertThat((double) found.floats().getFloat(0, 5, 2, 0)).isCloseTo(lost, within(1e-4));
    assertThat(found.estimation().orElseThrow().evaluations()).containsExactly(6L);
  }

  private static double logit(FloatNdArray image) {
    return of(request(new Ablation(Baseline.zeros(), squares()), image).target(Target.of(2)))
        .estimation()
        .orElseThrow()
        .at()
        .get(0);
  }

  @Test
  void channelsArePutTogetherByDimensionsOfOne() {
    IntNdArray columns = NdArrays.ofInts(Shape.of(1, 8, 1));
    columns.scalars().forEachIndexed((at, id) -> id.setInt((int) at[1] + 5));
    FloatNdArray found =
        of(request(
                    new Ablation(Baseline.zeros(), FeatureMask.of("image", columns)),
                    Digits.images(2, 3))
                .target(Target.of(2)))
            .floats();
    for (int i = 1; i < 8; i++) {
      assertThat(found.getFloat(1, i, 6, 0)).isEqualTo(found.getFloat(1, 0, 6, 0));
    }
  }

  @Test
  void groupingsAreNumbers() {
    assertSame(
        FeatureGrouping.along(1), ids -> ids.forEachIndexed((at, id) -> id.setInt((int) at[0])));
    assertSame(
        FeatureGrouping.along(2, -1),
        ids -> ids.forEachIndexed((at, id) -> id.setInt((int) at[1])));
    assertSame(
        FeatureGrouping.named(Map.of("top", List.of("0", "1", "3"))),
        ids ->
            ids.forEachIndexed(
                (at, id) -> id.setInt(List.of(0L, 1L, 3L).contains(at[0]) ? 9 : (int) at[0])));
  }

  private static void assertSame(
      FeatureGrouping grouping, Consumer<NdArraySequence<IntNdArray>> numbered) {
    IntNdArray ids = NdArrays.ofInts(Shape.of(8, 8, 1));
    numbered.accept(ids.scalars());
    Baseline grey = Baseline.of(0.25);
    Attribution expected =
        of(
            request(new Ablation(grey, FeatureMask.of("image", ids)), Digits.images(2, 3))
                .target(Target.of(2)));
    Attribution found =
        of(
            request(new Ablation(grey, FeatureMask.of("image", grouping)), Digits.images(2, 3))
                .target(Target.of(2)));
    // How many examples run together is found out by the first of both, and rounding follows it.
    assertThat(found.tensors()).hasSameSizeAs(expected.tensors());
    Closeness.assertClose(grouping.toString(), found.floats(), expected.floats());
    assertThat(found.estimation().orElseThrow().evaluations())
        .isEqualTo(expected.estimation().orElseThrow().evaluations());
  }

  @Test
  void columnsAreCalledAsFeaturesAre() {
    Features names =
        Features.of("image", "top", "top", "second", "third", "4", "5", "bottom", "bottom");
    LayerAttribution asked =
        request(
                new Ablation(
                    Baseline.zeros(),
                    FeatureMask.of(
                        "image", FeatureGrouping.named(Map.of("ends", List.of("top", "bottom"))))),
                Digits.images(1, 3))
            .target(Target.of(2))
            .features(names);
    FloatNdArray found = of(asked).floats();
    assertThat(found.getFloat(0, 0, 3, 0)).isEqualTo(found.getFloat(0, 7, 1, 0));
    assertThat(of(asked).estimation().orElseThrow().evaluations()).containsExactly(7L);
    assertParameter(
        new Ablation(
            Baseline.zeros(),
            FeatureMask.of(
                "image", FeatureGrouping.named(Map.of("ends", List.of("topp", "bottom"))))),
        "names column \"topp\", which \"image\" does not have; it has 8, from \"0\" to \"7\"");
  }

  @Test
  void superpixelsAreRegionsOfEachExample() {
    FloatNdArray images = Digits.images(2, 3);
    FeatureMask mask = FeatureMask.of("image", FeatureGrouping.superpixels(3000));
    KernelShap method = new KernelShap(Baseline.zeros(), mask, 300, 0);
    Attribution both = of(request(method, images).target(Target.of(2)));
    Attribution second = of(request(method, row(images, 1)).target(Target.of(2)));
    Closeness.assertClose("superpixels", row(both.floats(), 1), second.floats());
    assertThat(both.convergence().orElseThrow().delta().get(0)).isCloseTo(0, within(1e-5));
    assertThat(both.floats().streamOfObjects().distinct().count()).isBetween(3L, 127L);
    assertRefused(
        LayerAttribution.on(digits)
            .input("image", images)
            .output("logits")
            .layers("conv2")
            .method(
                new Ablation(
                    Baseline.zeros(), FeatureMask.of("conv2", FeatureGrouping.superpixels(9))))
            .target(Target.of(1)),
        ErrorCode.METHOD_NOT_APPLICABLE,
        "superpixels of \"conv2\"");
    assertParameter(new Permutation(mask, 0), "they must be the same for all");
  }

  /** Only what reads a text knows its words. */
  @Test
  void wordsOfTextsThatNobodyReadAreRefused() {
    FeatureMask mask = FeatureMask.of("image", FeatureGrouping.words());
    assertParameter(
        new Ablation(Baseline.zeros(), mask),
        "groups the words of \"image\", but this call has no text for it");
  }

  /** Texts that are looked up have no gradient. */
  @Test
  void textsAreReplacedByTexts() {
    try (AttributableModel model =
        AttributableModel.load(Fixtures.model("tfmodule_string_table"))) {
      NdArray<?> words = StdArrays.ndCopyOf(new String[][] {{"good", "film", "bad"}});
      LayerAttribution asked =
          LayerAttribution.on(model)
              .input("words", words)
              .input("temperature", NdArrays.scalarOf(1f))
              .layers("input:words")
              .target(Target.of(0));
      NdArray<?> none = StdArrays.ndCopyOf(new String[] {"", "", ""});
      Attribution found =
          asked
              .method(new Shapley(Baseline.of("words", none), FeatureMask.none(), 8))
              .attribute()
              .get("input:words");
      assertThat(found.tensor().shape()).containsExactly(1, 3);
      assertThat(found.convergence().orElseThrow().delta().get(0)).isCloseTo(0, within(1e-6));
      assertRefused(
          asked.method(new Ablation()),
          ErrorCode.METHOD_PARAMETER,
          "names no input, though \"words\" hold no floating-point numbers");
    }
  }

  @Test
  void permutationsTakeFeaturesFromOthers() {
    FloatNdArray images = Digits.images(2, 3);
    Permutation method = new Permutation(squares(), 3);
    Attribution found = of(request(method, images).target(Target.of(2)));
    FloatNdArray mixed = (FloatNdArray) row(images, 0);
    images
        .get(1)
        .slice(Indices.range(0, 4), Indices.range(4, 8), Indices.all())
        .scalars()
        .forEachIndexed(
            (at, pixel) -> mixed.setFloat(pixel.getFloat(), 0, at[0], at[1] + 4, at[2]));
    double lost = logit((FloatNdArray) row(images, 0)) - logit(mixed);
    assertThat((double) found.floats().getFloat(0, 1, 6, 0)).isCloseTo(lost, within(1e-4));
    assertThat(found.estimation().orElseThrow().atBaseline()).isEmpty();
    assertRefused(
        request(method, Digits.images(1, 3)).target(Target.of(2)),
        ErrorCode.METHOD_NOT_APPLICABLE,
        "features are taken from other examples of the batch");
  }

  @Test
  void layersAreReplaced() {
    Attribution found =
        LayerAttribution.on(digits)
            .input("image", Digits.images(2, 3))
            .output("logits")
            .layers("conv2")
            .method(new ShapleySampling(Baseline.zeros(), channels("conv2", 16), 2, 1))
            .target(Target.of(2))
            .attribute()
            .get("conv2");
    assertThat(found.convergence().orElseThrow().delta())
        .allSatisfy(delta -> assertThat(delta).isCloseTo(0, within(1e-6)));
  }

  @Test
  void baselinesOfWhatIsNotExplainedAreRefused() {
    LayerAttribution asked =
        LayerAttribution.on(digits)
            .input("image", Digits.images(2, 3))
            .output("logits")
            .layers("conv2")
            .target(Target.of(2));
    assertRefused(
        asked.method(new Ablation(Baseline.of("image", NdArrays.scalarOf(1f)))),
        ErrorCode.METHOD_PARAMETER,
        "names \"image\", which is neither an explained layer nor an input with a baseline: there"
            + " is \"conv2\"");
    assertRefused(
        asked.method(new Ablation(Baseline.blurred("image", 5))),
        ErrorCode.METHOD_PARAMETER,
        "blurs \"image\", which is no input with a baseline: there is none");
  }

  private static FeatureMask channels(String layer, int count) {
    IntNdArray ids = NdArrays.ofInts(Shape.of(1, 1, count));
    ids.scalars().forEachIndexed((at, id) -> id.setInt((int) at[2]));
    return FeatureMask.of(layer, ids);
  }

  @Test
  void costsAreToldBeforeAndProgressMeanwhile() {
    KernelShap method = new KernelShap(Baseline.zeros(), FeatureMask.none(), 600, 0);
    List<CallProgress> told = new ArrayList<>();
    ModelObserver observer =
        new ModelObserver() {
          @Override
          public Observation callBegan(CallInfo call) {
            return new Observation() {
              @Override
              public void ended(CallOutcome outcome) {}

              @Override
              public void progressed(CallProgress progress) {
                told.add(progress);
              }
            };
          }
        };
    try (AttributableModel model =
        Digits.load(ModelOptions.defaults().batchBytes(1_000_000).observers(observer))) {
      LayerAttribution asked =
          LayerAttribution.on(model)
              .input("image", Digits.images(1, 3))
              .output("logits")
              .layers(IMAGE)
              .method(method)
              .target(Target.of(1));
      CostEstimate estimate = asked.estimate();
      assertThat(estimate.evaluations()).isEqualTo(602);
      assertThat(estimate.time()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(20));
      assertThat(told).isEmpty();
      asked.attribute();
      assertThat(told)
          .hasSizeGreaterThan(1)
          .isSortedAccordingTo(Comparator.comparing(CallProgress::done));
      assertThat(told.get(told.size() - 1)).isEqualTo(new CallProgress(602, 602));
      assertThatThrownBy(() -> asked.method(new IntegratedGradients()).estimate())
          .hasMessageContaining("\"integrated-gradients\" does not go with an estimate");
    }
  }

  @Test
  void deadlinesEndRuns() {
    LayerAttribution asked =
        request(
                new ShapleySampling(Baseline.zeros(), FeatureMask.none(), 400_000, 1),
                Digits.images(1, 3))
            .target(Target.of(2));
    assertThatThrownBy(() -> Calls.withTimeout(Duration.ofMillis(300), () -> asked.attribute()))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
  }

  @Test
  void masksAndWindowsThatDoNotFitAreRefused() {
    assertMask(NdArrays.ofInts(Shape.of(8, 8)), "has shape [8,8] for \"image\" with 2 examples");
    assertMask(NdArrays.ofInts(Shape.of(3, 8, 8, 1)), "or have such a row for each example");
    assertMask(NdArrays.ofFloats(Shape.of(8, 8, 1)), "features have whole numbers");
    assertMask(NdArrays.ofInts(Shape.of(8, 8, 1)).setInt(-1, 0, 0, 0), "holds -1");
    assertParameter(
        new Ablation(Baseline.zeros(), channels("conv2", 4)),
        "\"mask\" names \"conv2\", which is not explained: there is \"image\"");
    assertParameter(
        new Occlusion(),
        "\"window\" is missing for \"image\" of shape [8,8,1]: give the sizes of a window, such as"
            + " \"2,2,1\"");
    assertParameter(new Occlusion(Window.of(3, 3)), "\"window\" cannot be \"3,3\"");
    assertParameter(new Occlusion(Window.of(9, 3, 1)), "from 1 to that of the tensor");
    assertParameter(
        new Occlusion(Baseline.zeros(), Window.of(3, 3, 1), Window.of(4, 3, 1)),
        "\"strides\" cannot be \"4,3,1\"");
    assertParameter(
        new Occlusion(Window.of(Map.of("pixels", List.of(3, 3, 1)))), "names \"pixels\"");
    assertParameter(new Shapley(), "64 features take 2^64");
    assertParameter(
        new KernelShap(Baseline.zeros(), FeatureMask.none(), 100, 0),
        "cannot be 100: 64 features take at least 130");
  }

  private static void assertMask(NdArray<?> ids, String text) {
    assertParameter(new Ablation(Baseline.zeros(), FeatureMask.of("image", ids)), text);
  }

  private static void assertParameter(AttributionMethod method, String text) {
    assertRefused(
        request(method, Digits.images(2, 3)).target(Target.of(1)),
        ErrorCode.METHOD_PARAMETER,
        text);
  }

  @Test
  void whatMakesNoSenseIsRefused(@TempDir Path folder) {
    ErrorCode refused = ErrorCode.METHOD_NOT_APPLICABLE;
    assertRefused(layers("conv1", "conv2"), refused, "Explain these layers one after");
    assertRefused(layers(IMAGE, "conv2"), refused, "Explain inputs and layers one after");
    assertRefused(
        request(new Ablation(), Digits.images(2, 3))
            .target(Target.of(1))
            .reduce(Reduction.none().sum(-1)),
        refused,
        "\"ablation\" does not go with reduction");
    assertRefused(
        request(new Ablation(), Digits.images(2, 3))
            .target(Target.of(1))
            .smooth(Smoothing.smoothgrad(3, 0.1)),
        refused,
        "\"ablation\" does not go with smoothing");
    assertRefused(
        request(new Ablation(), Digits.images(2, 3)), ErrorCode.TARGET_REQUIRED, "logits");
    assertThatThrownBy(
            () ->
                ExplainedModel.of(Fixtures.model("digits"))
                    .layers("conv2")
                    .output("logits")
                    .method(new Ablation())
                    .write(folder.resolve("out")))
        .hasMessageContaining("\"ablation\" does not go with exported signatures");
  }

  private static LayerAttribution layers(String... layers) {
    return LayerAttribution.on(digits)
        .input("image", Digits.images(2, 3))
        .output("logits")
        .layers(layers)
        .method(new Ablation())
        .target(Target.of(1));
  }

  private static void assertRefused(LayerAttribution asked, ErrorCode code, String text) {
    assertThatThrownBy(asked::attribute)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(text);
  }
}
