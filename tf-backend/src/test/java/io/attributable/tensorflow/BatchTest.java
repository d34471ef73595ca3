package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.EvaluationSlice;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.run.Schedules;
import io.attributable.tensorflow.internal.runtime.Execution;
import io.attributable.tensorflow.internal.runtime.PeakMemoryMeter;
import io.attributable.tensorflow.observe.CallKind;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;

/** Batches that are cut, by a budget or over devices, have the results of whole ones. */
class BatchTest {
  /** Kernels may round otherwise for other sizes. */
  private static final double ROUNDING = 1e-5;

  private static final ConfigProto THREE_CPUS =
      ConfigProto.newBuilder().putDeviceCount("CPU", 3).build();
  private static final int[] CLASSES = IntStream.range(0, 23).map(i -> i % 10).toArray();
  private static final long BUDGET = 150_000;
  private static final double[] WEIGHTS = IntStream.range(0, 23).mapToDouble(i -> 1 + i).toArray();

  private static LayerAttribution request(AttributableModel model) {
    return Digits.request(model, Digits.images(23, 3))
        .layers("conv1", "features")
        .target(Target.perExample(CLASSES))
        .gradientWeights(WEIGHTS)
        .withPrediction();
  }

  private static void compare(Attributions actual, Attributions expected) {
    assertThat(actual.layers()).hasSameSizeAs(expected.layers());
    for (int i = 0; i < expected.layers().size(); i++) {
      for (int j = 0; j < expected.layers().get(i).tensors().size(); j++) {
        AttributedTensor one = actual.layers().get(i).tensors().get(j);
        AttributedTensor other = expected.layers().get(i).tensors().get(j);
        Closeness.assertClose(other.toString(), one.values(), other.values(), ROUNDING);
        assertThat(one.positions()).isEqualTo(other.positions());
      }
    }
    expected
        .prediction()
        .ifPresent(
            output ->
                Closeness.assertClose(
                    "prediction",
                    actual.prediction().orElseThrow().tensor().values(),
                    output.tensor().values(),
                    ROUNDING));
  }

  /** Without oneDNN, which not every processor has, convolutions of several hold some megabytes. */
  private static void assumeThatExamplesAreSmall() {
    assumeThatExamplesAreSmall("", ModelOptions.defaults());
  }

  private static void assumeThatExamplesAreSmall(String device, ModelOptions options) {
    try (AttributableModel model = Digits.load(options)) {
      PeakMemoryMeter meter = new PeakMemoryMeter();
      AttributionRequest some = some(model, 3);
      evaluate(model, some, new Execution(device, meter));
      assumeTrue(meter.peak() < 3 * BUDGET);
    }
  }

  /** The request for so many examples. */
  private static AttributionRequest some(AttributableModel model, int count) {
    return request(model)
        .request()
        .withExamples(Map.of("image", Digits.images(count, 3)), Target.of(1), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "topabs=3", "sum=channels"})
  void aCutBatchIsTheWholeOne(String reduction) {
    assumeThatExamplesAreSmall();
    try (AttributableModel whole = Digits.load();
        AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(BUDGET))) {
      Reduction wanted = Reduction.parse(reduction);
      compare(reduced(cut, wanted).attribute(), reduced(whole, wanted).attribute());
    }
  }

  private static LayerAttribution reduced(AttributableModel model, Reduction reduction) {
    return LayerGradientXActivation.on(model)
        .layers("conv1", "conv2")
        .output("logits")
        .input("image", Digits.images(23, 3))
        .target(Target.perExample(CLASSES))
        .gradientWeights(WEIGHTS)
        .withPrediction()
        .reduce(reduction);
  }

  private static void evaluate(AttributableModel model, AttributionRequest request, Execution how) {
    RequestRunner runner = new RequestRunner(model.loaded());
    runner.evaluate(
        new EvaluationSlice(runner.prepared(request), TargetList.one(request.target()), how));
  }

  /** What is evaluated, as it is scheduled. */
  private static void schedule(
      AttributableModel model, AttributionRequest request, Consumer<EvaluationSlice> seen) {
    RequestRunner runner = new RequestRunner(model.loaded());
    Schedules.run(
        model.loaded(),
        runner.prepared(request),
        slice -> {
          seen.accept(slice);
          return runner.evaluate(slice);
        });
  }

  /** Sizes of the parts as they were run. */
  private static List<Long> sizes(AttributableModel model, AttributionRequest request) {
    List<Long> sizes = new ArrayList<>();
    schedule(
        model,
        request,
        slice -> sizes.add(slice.request().request().inputs().get("image").shape().get(0)));
    return sizes;
  }

  @Test
  void theEstimateIsCorrectedByWhatARunTook() {
    assumeThatExamplesAreSmall();
    try (AttributableModel model = Digits.load(ModelOptions.defaults().batchBytes(BUDGET))) {
      List<Long> first = sizes(model, request(model).request());
      List<Long> second = sizes(model, request(model).request());
      assertThat(first.stream().mapToLong(Long::longValue).sum()).isEqualTo(23);
      assertThat(second.stream().mapToLong(Long::longValue).sum()).isEqualTo(23);
      // Shapes alone cannot know that TensorFlow frees what it no longer needs.
      assertThat(second.get(0)).isGreaterThan(first.get(0));
      PeakMemoryMeter meter = new PeakMemoryMeter();
      AttributionRequest part = some(model, second.get(0).intValue());
      evaluate(model, part, new Execution("", meter));
      // Nodes do not always run in the same order, and then others are alive at once.
      assertThat(meter.peak()).isBetween(BUDGET / 4, 2 * BUDGET);
    }
  }

  @Test
  void aBudgetThatIsNotExceededCutsNothing() {
    try (AttributableModel model = Digits.load(ModelOptions.defaults().batchBytes(1 << 30))) {
      AttributionRequest request = request(model).request();
      assertThat(sizes(model, request)).containsExactly(23L);
    }
  }

  @Test
  void aBudgetThatIsTooSmallForOneExampleIsRefused() {
    try (AttributableModel model = Digits.load(ModelOptions.defaults().batchBytes(1000))) {
      assertThatThrownBy(() -> request(model).attribute())
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.BATCH_BUDGET))
          .hasMessageContaining("more than the budget of 1000 bytes");
    }
  }

  @Test
  void whatIsWrongIsToldAsOfTheWholeBatch() {
    try (AttributableModel model = Digits.load(ModelOptions.defaults().batchBytes(BUDGET))) {
      assertThatThrownBy(() -> request(model).target(Target.perExample(1, 2)).attribute())
          .hasMessageContaining("2 indices were given for 23 examples");
      assertThatThrownBy(() -> request(model).gradientWeights(1, 2).attribute())
          .hasMessageContaining("2 gradient weights were given for 23 examples");
      assertThatThrownBy(
              () ->
                  request(model)
                      .input("image", NdArrays.ofFloats(Shape.of(23, 8, 9, 1)))
                      .attribute())
          .hasMessageContaining("but has [23,8,9,1]");
      assertThat(
              request(model)
                  .input("image", NdArrays.ofFloats(Shape.of(0, 8, 8, 1)))
                  .target(Target.of(1))
                  .gradientWeights(new double[0])
                  .attribute()
                  .get("conv1")
                  .tensor()
                  .shape())
          .containsExactly(0, 8, 8, 8);
    }
  }

  @Test
  void examplesThatInfluenceOneAnotherAreNotCut(@TempDir Path folder) {
    SmallModels.writeCentred(folder);
    FloatNdArray rows =
        NdArrays.wrap(
            Shape.of(2, 3), DataBuffers.of(new float[] {1, -2, 3, 4, -5, 6}, false, false));
    for (ModelOptions options :
        List.of(
            ModelOptions.defaults().batchBytes(1),
            ModelOptions.defaults().config(THREE_CPUS).devices("/CPU:0", "/CPU:1"))) {
      try (AttributableModel model = AttributableModel.load(folder, options)) {
        LayerAttribution request =
            LayerGradientXActivation.on(model)
                .layers("tensor:inner/Square:0")
                .target(Target.of(1))
                .input("x", rows);
        assertThatThrownBy(request::attribute)
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.EXAMPLES_INTERACT));
      }
    }
  }

  /** Parts take their own targets from the list: too many would go unseen. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void targetsAreAsManyAsExamplesOfOutputsOfUnknownRank(int count, @TempDir Path folder) {
    SmallModels.writeRankless(folder);
    ModelOptions options = ModelOptions.defaults().config(THREE_CPUS).devices("/CPU:0", "/CPU:1");
    try (AttributableModel model = AttributableModel.load(folder, options)) {
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .layers("input:x")
              .output("tensor:inner/Square:0")
              .input("x", rows(1, -2, 3, 4, -5, 6, 7, 8, 9, 10, 11, 12));
      assertThatThrownBy(() -> request.target(Target.perExample(new int[count])).attribute())
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.TARGET_SHAPE))
          .hasMessageContaining(count + " indices were given for 4 examples");
      assertThat(request.target(Target.perExample(0, 1, 2, 0)).attribute().layers()).hasSize(1);
    }
  }

  /** Of frames that lie in one row after another, each has a target. */
  @Test
  void targetsOfRowsThatAreNoExamplesAreNotCounted(@TempDir Path folder) {
    SmallModels.writeRankless(folder);
    ModelOptions options = ModelOptions.defaults().config(THREE_CPUS).devices("/CPU:0", "/CPU:1");
    try (AttributableModel model = AttributableModel.load(folder, options)) {
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .layers("input:x")
              .target(Target.perExample(0, 1, 2, 0))
              .input("x", NdArrays.ofFloats(Shape.of(2, 2, 3)));
      assertThatThrownBy(request::attribute)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.EXAMPLES_INTERACT))
          .hasMessageContaining("is not the example");
    }
  }

  @Test
  void aHeapThatIsFullIsNoDefect() {
    ModelOptions options = ModelOptions.defaults().config(THREE_CPUS).devices("/CPU:0", "/CPU:1");
    try (AttributableModel model = Digits.load(options)) {
      AttributionRequest request = request(model).request();
      assertThatThrownBy(
              () ->
                  model
                      .loaded()
                      .use(
                          CallKind.INSPECT,
                          () -> {
                            schedule(
                                model,
                                request,
                                slice -> {
                                  throw new OutOfMemoryError("Java heap space");
                                });
                            return "";
                          }))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY))
          .hasMessageContaining("Java heap space");
    }
  }

  /** An image without boxes is still an image. */
  @Test
  void aBatchOneOfWhoseInputsIsEmptyIsExplained(@TempDir Path folder) {
    SmallModels.writeBoxed(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .layers("tensor:inner/Square:0")
              .target(Target.of(1))
              .input("x", rows(1, -2, 3, 4, -5, 6))
              .input("boxes", rows());
      assertThat(Digits.flat(request.attribute().layers().get(0).floats()))
          .containsExactly(0, 4, 0, 0, 25, 0);
      assertThat(request.attributeTargets(Target.of(0), Target.of(2)).get(Target.of(2)).layers())
          .allSatisfy(
              layer -> assertThat(Digits.flat(layer.floats())).containsExactly(0, 0, 9, 0, 0, 36));
      assertThat(request.verify().layers().get(0).tensors().get(0).examples()).hasSize(2);
      assertThat(request.measure(1).attribution().median()).isPositive();
      assertThat(request.input("x", rows()).attribute().layers().get(0).tensor().shape())
          .containsExactly(0, 3);
    }
  }

  private static FloatNdArray rows(float... values) {
    return NdArrays.wrap(Shape.of(values.length / 3, 3), DataBuffers.of(values, false, false));
  }

  /** Several inputs and outputs, unknown lengths, loops. */
  @ParameterizedTest
  @ValueSource(strings = {"k3_multi_io", "k3_transformer", "k3_lstm", "k3_cnn", "k2_save_mlp"})
  void goldenCasesAreTheSameInParts(String name) {
    ModelOptions options = ModelOptions.defaults().config(THREE_CPUS);
    try (AttributableModel whole = AttributableModel.load(Fixtures.model(name));
        AttributableModel parts =
            AttributableModel.load(
                Fixtures.model(name), options.devices("/CPU:0", "/CPU:1", "/CPU:2"))) {
      List<GoldenCase> cases =
          Fixtures.cases(name).stream()
              .filter(golden -> golden.error().isEmpty())
              .limit(3)
              .toList();
      for (GoldenCase golden : cases) {
        compare(
            GoldenCheck.request(parts, golden).attribute(),
            GoldenCheck.request(whole, golden).attribute());
      }
    }
  }

  @Test
  void severalDevicesShareABatch() {
    ModelOptions options =
        ModelOptions.defaults().config(THREE_CPUS).devices("/CPU:0", "/CPU:1", "/CPU:2");
    assumeThatExamplesAreSmall("/device:CPU:1", options);
    try (AttributableModel whole = Digits.load();
        AttributableModel spread = Digits.load(options);
        AttributableModel cut = Digits.load(options.batchBytes(BUDGET))) {
      compare(request(spread).attribute(), request(whole).attribute());
      compare(request(cut).attribute(), request(whole).attribute());
      PlacementMeter placed = new PlacementMeter();
      for (String device : spread.loaded().batching().devices()) {
        AttributionRequest request = request(spread).request();
        evaluate(spread, request, new Execution(device, placed));
        assertThat(placed.devicesOf("Conv2D")).containsExactly(device);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, BUDGET / 2})
  void severalTargetsAreSharedAmongDevicesAndCutToo(long budget) {
    int[] reversed = IntStream.range(0, 23).map(i -> CLASSES[22 - i]).toArray();
    List<Target> targets =
        List.of(Target.of(7), Target.perExample(CLASSES), Target.perExample(reversed));
    ModelOptions options =
        ModelOptions.defaults().config(THREE_CPUS).devices("/CPU:0", "/CPU:1", "/CPU:2");
    assumeThatExamplesAreSmall("/device:CPU:1", options);
    try (AttributableModel whole = Digits.load();
        AttributableModel shared = Digits.load(options.batchBytes(budget))) {
      Map<Target, Attributions> expected = request(whole).attributeTargets(targets);
      Map<Target, Attributions> actual = request(shared).attributeTargets(targets);
      assertThat(actual.keySet()).containsExactlyElementsOf(targets);
      targets.forEach(target -> compare(actual.get(target), expected.get(target)));
      List<EvaluationSlice> slices = slices(shared, request(shared).request(), targets);
      assertThat(slices)
          .extracting(slice -> slice.how().device())
          .contains("/device:CPU:0", "/device:CPU:1", "/device:CPU:2");
      assertThat(slices)
          .hasSizeBetween(budget == 0 ? 3 : 4, budget == 0 ? 3 : 23)
          .allMatch(slice -> slice.targets().count() == 3);
      assertThat(slices.stream().mapToLong(BatchTest::size).sum()).isEqualTo(23);
    }
  }

  /** Although the examples of a run are as many as few targets have room for. */
  @Test
  void manyTargetsKeepTheBudgetToo() {
    assumeThatExamplesAreSmall();
    try (AttributableModel model = Digits.load(ModelOptions.defaults().batchBytes(BUDGET))) {
      List<Target> targets = IntStream.range(0, 10).<Target>mapToObj(Target::of).toList();
      slices(model, request(model).request(), targets.subList(0, 2));
      EvaluationSlice slice = slices(model, request(model).request(), targets).get(0);
      PeakMemoryMeter meter = new PeakMemoryMeter();
      new RequestRunner(model.loaded())
          .evaluate(
              new EvaluationSlice(slice.request(), slice.targets(), new Execution("", meter)));
      assertThat(meter.peak()).isBetween(BUDGET / 4, 2 * BUDGET);
    }
  }

  /** What is evaluated for several targets, as it is scheduled. */
  private static List<EvaluationSlice> slices(
      AttributableModel model, AttributionRequest request, List<Target> targets) {
    RequestRunner runner = new RequestRunner(model.loaded());
    List<EvaluationSlice> slices = Collections.synchronizedList(new ArrayList<>());
    Schedules.run(
        model.loaded(),
        runner.prepared(request),
        TargetList.of(targets),
        slice -> {
          slices.add(slice);
          return runner.evaluate(slice);
        });
    return slices;
  }

  private static long size(EvaluationSlice slice) {
    return slice.request().request().inputs().get("image").shape().get(0);
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Digits.load(ModelOptions.defaults().devices("/CPU:0", "/CPU:7")))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_NOT_FOUND))
        .hasMessageContaining("\"/CPU:7\"");
  }

  @Test
  void aDeviceThatFailsIsNamedAndTheModelGoesOn() {
    ModelOptions options = ModelOptions.defaults().config(THREE_CPUS).devices("/CPU:0", "/CPU:1");
    try (AttributableModel model = Digits.load(options)) {
      AttributionRequest request = request(model).request();
      assertThatThrownBy(
              () ->
                  schedule(
                      model,
                      request,
                      slice -> {
                        if (slice.how().device().endsWith("1")) {
                          throw new TFFailedPreconditionException("device lost");
                        }
                      }))
          .isInstanceOfSatisfying(
              AttributionException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_FAILED))
          .hasMessageContaining("/device:CPU:1")
          .hasMessageContaining("device lost");
      assertThat(model.attribute(request).layers()).hasSize(3);
    }
  }
}
