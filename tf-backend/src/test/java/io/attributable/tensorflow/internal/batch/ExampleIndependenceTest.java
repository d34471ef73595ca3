package io.attributable.tensorflow.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.ExampleResults;
import io.attributable.tensorflow.Internals;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.tensorflow.SmallModels;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.ExampleDifference;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.IndependenceCheck;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.Toggle;

/** Whether a batch may be cut is found out from examples that can show it. */
class ExampleIndependenceTest {
  private static final ModelOptions SPREAD =
      ModelOptions.defaults()
          .config(ConfigProto.newBuilder().putDeviceCount("CPU", 2).build())
          .devices("/CPU:0", "/CPU:1");
  private static final float[] ROW = {1, -2, 3};
  private static final float[] OTHER = {4, -5, 6};
  private static final float[] NEAR = {1.00001f, -2, 3};
  private static final ExampleIndependence.Outcome CLEAR =
      new ExampleIndependence.Outcome(Optional.empty(), true);
  private static final ExampleIndependence.Outcome VAGUE =
      new ExampleIndependence.Outcome(Optional.empty(), false);

  @TempDir private Path folder;

  private static FloatNdArray rows(float[]... rows) {
    return StdArrays.ndCopyOf(rows);
  }

  private static LayerAttribution request(AttributableModel model, FloatNdArray rows) {
    return LayerGradientXActivation.on(model)
        .layers("tensor:inner/Square:0")
        .target(Target.of(1))
        .input("x", rows);
  }

  private static void assertCut(LayerAttribution request) {
    assertThat(request.attribute().layers()).hasSize(1);
  }

  private static void assertNotCut(LayerAttribution request) {
    assertThatThrownBy(request::attribute)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.EXAMPLES_INTERACT));
  }

  private void with(Consumer<AttributableModel> test) {
    try (AttributableModel model = AttributableModel.load(folder, SPREAD)) {
      test.accept(model);
    }
  }

  @Test
  void aWarmUpOfEqualExamplesShowsNothing() {
    SmallModels.writeCentred(folder);
    with(
        model -> {
          assertCut(request(model, rows(ROW, ROW, ROW)));
          assertNotCut(request(model, rows(ROW, ROW, OTHER)));
          assertNotCut(request(model, rows(ROW, OTHER)));
        });
  }

  @Test
  void aWarmUpOfNearlyEqualExamplesShowsNothing() {
    SmallModels.writeSwitched(folder);
    FloatNdArray added = NdArrays.scalarOf(-1f);
    with(
        model -> {
          assertCut(request(model, rows(ROW, NEAR, ROW, NEAR)).input("training", added));
          assertNotCut(request(model, rows(ROW, NEAR, OTHER)).input("training", added));
        });
  }

  @Test
  void theNumberOfExamplesIsSeenInEqualOnes() {
    SmallModels.writeCounting(folder);
    with(model -> assertNotCut(request(model, rows(ROW, ROW))));
  }

  @Test
  void equalExamplesWithTargetsOfTheirOwnAreCutWhereTheGraphProvesIndependence() {
    SmallModels.writePlain(folder);
    with(
        model -> {
          FloatNdArray equal = rows(ROW, ROW);
          assertCut(request(model, equal).target(Target.perExample(0, 1)));
          assertCut(request(model, equal).gradientWeights(1, 2));
        });
  }

  /** The graph has a mean over the batch, if times zero. */
  @Test
  void equalExamplesWithTargetsOfTheirOwnAreCutOnceIndependenceIsKnown() {
    SmallModels.writeSwitched(folder);
    FloatNdArray off = NdArrays.scalarOf(0f);
    with(
        model -> {
          FloatNdArray equal = rows(ROW, ROW);
          assertNotCut(
              request(model, equal).input("training", off).target(Target.perExample(0, 1)));
          assertNotCut(request(model, equal).input("training", off).gradientWeights(1, 2));
          assertCut(
              request(model, equal)
                  .input("training", off)
                  .target(Target.perExample(1, 1))
                  .gradientWeights(2, 2));
          assertCut(request(model, rows(ROW, OTHER)).input("training", off));
          assertCut(request(model, equal).input("training", off).target(Target.perExample(0, 1)));
        });
  }

  @Test
  void anotherValueOfAnInputThatIsNotCutIsAnotherModel() {
    SmallModels.writeSwitched(folder);
    with(
        model -> {
          LayerAttribution request = request(model, rows(ROW, OTHER));
          assertCut(request.input("training", NdArrays.scalarOf(0f)));
          assertNotCut(request.input("training", NdArrays.scalarOf(1f)));
          assertCut(request.input("training", NdArrays.scalarOf(0f)));
        });
  }

  /** What lies within the rounding of 16 bits cannot be told from it. */
  @Test
  void mixedPrecisionRoundsAs16BitTypesDo() {
    SmallModels.writeSwitched(folder);
    FloatNdArray little = NdArrays.scalarOf(0.005f);
    with(model -> assertNotCut(request(model, rows(ROW, OTHER)).input("training", little)));
    RewriterConfig own = RewriterConfig.newBuilder().setAutoMixedPrecision(Toggle.ON).build();
    ConfigProto config =
        SPREAD.config().toBuilder()
            .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(own))
            .build();
    for (ModelOptions mixed :
        List.of(
            SPREAD.precision(Precision.MIXED_BFLOAT16),
            SPREAD.precision(Precision.MIXED_FLOAT16),
            SPREAD.config(config))) {
      try (AttributableModel model = AttributableModel.load(folder, mixed)) {
        assertCut(request(model, rows(ROW, OTHER)).input("training", little));
        assertNotCut(request(model, rows(ROW, OTHER)).input("training", NdArrays.scalarOf(0.2f)));
      }
    }
  }

  @Test
  void equalExamplesOfOneRequestDoNotStandForThoseOfAStream() {
    SmallModels.writeCentred(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      List<Example> examples =
          List.of(
              Example.of("x", rows(ROW)).target(Target.of(1)),
              Example.of("x", rows(ROW)).target(Target.of(1)),
              Example.of("x", rows(OTHER)).target(Target.of(0)),
              Example.of("x", rows(ROW)).target(Target.of(1)));
      LayerAttribution request =
          LayerGradientXActivation.on(model).layers("tensor:inner/Square:0").target(Target.of(1));
      ExampleOptions two = ExampleOptions.defaults().batchSize(2);
      try (ExampleResults results = request.attributeAll(examples, two)) {
        // Each alone is its own mean, so that nothing is left to attribute to.
        results.forEachRemaining(
            result ->
                assertThat(result.explained().orElseThrow().layers().get(0).floats())
                    .isEqualTo(rows(new float[3])));
      }
    }
  }

  /** Looks, and remembers at what. */
  private static final class Looks implements ExampleIndependence.Check {
    private final List<List<Long>> pairs = new ArrayList<>();
    private ExampleIndependence.Outcome outcome = CLEAR;

    @Override
    public ExampleIndependence.Outcome of(long first, long other) {
      pairs.add(List.of(first, other));
      return outcome;
    }
  }

  private static Examples examples(AttributableModel model, FloatNdArray rows) {
    AttributionRequest request = request(model, rows).request();
    return Examples.of(
            Internals.loaded(model).prepared("serving_default").layers().graph().signature(),
            request,
            TargetList.one(request.target()))
        .orElseThrow();
  }

  @Test
  void whatWasShownIsNotLookedAtAgain() {
    SmallModels.writePlain(folder);
    with(
        model -> {
          ExampleIndependence independence = new ExampleIndependence();
          Looks looks = new Looks();
          Examples differing = examples(model, rows(ROW, ROW, NEAR, OTHER));
          assertThat(independence.problem(differing, looks)).isEmpty();
          assertThat(looks.pairs).containsExactly(List.of(0L, 3L));
          independence.problem(differing, looks);
          independence.problem(examples(model, rows(OTHER, ROW)), looks);
          independence.problem(examples(model, rows(ROW, ROW)), looks);
          assertThat(looks.pairs).hasSize(1);
        });
  }

  @Test
  void whatCouldNotBeShownIsLookedAtAgain() {
    SmallModels.writePlain(folder);
    with(
        model -> {
          ExampleIndependence independence = new ExampleIndependence();
          Looks looks = new Looks();
          Examples equal = examples(model, rows(ROW, ROW, ROW));
          Examples near = examples(model, rows(ROW, ROW, NEAR));
          Examples differing = examples(model, rows(ROW, OTHER));
          independence.problem(equal, looks);
          independence.problem(equal, looks);
          assertThat(looks.pairs).containsExactly(List.of(0L, 1L));
          independence.problem(near, looks);
          independence.problem(near, looks);
          assertThat(looks.pairs).endsWith(List.of(0L, 2L), List.of(0L, 2L)).hasSize(3);
          looks.outcome = VAGUE;
          independence.problem(differing, looks);
          independence.problem(differing, looks);
          assertThat(looks.pairs).endsWith(List.of(0L, 1L), List.of(0L, 1L)).hasSize(5);
          looks.outcome = CLEAR;
          independence.problem(differing, looks);
          independence.problem(differing, looks);
          independence.problem(near, looks);
          assertThat(looks.pairs).hasSize(6);
        });
  }

  @Test
  void anInfluenceStays() {
    SmallModels.writePlain(folder);
    with(
        model -> {
          ExampleIndependence independence = new ExampleIndependence();
          Looks looks = new Looks();
          looks.outcome = new ExampleIndependence.Outcome(Optional.of("seen"), true);
          assertThat(independence.problem(examples(model, rows(ROW, OTHER)), looks))
              .contains("seen");
          looks.outcome = CLEAR;
          assertThat(independence.problem(examples(model, rows(ROW, NEAR)), looks))
              .contains("seen");
          assertThat(looks.pairs).hasSize(1);
        });
  }

  /** Whole windows run; nobody knows how many rows a part would need. */
  @Test
  void examplesThatCannotBeRunAloneAreNotCut() {
    SmallModels.writeWindows(folder);
    float[][] rows = new float[16][];
    Arrays.setAll(rows, i -> new float[] {i, 1, 2});
    with(model -> assertNotCut(request(model, rows(rows))));
    try (AttributableModel model = AttributableModel.load(folder)) {
      LayerAttribution request = request(model, rows(rows));
      PreparedRequest prepared =
          new RequestRunner(Internals.loaded(model)).prepared(request.request());
      try (PlanLease plan = prepared.plan(prepared.kind(), "")) {
        assertThat(
                IndependenceCheck.problem(
                    Internals.loaded(model).batching(),
                    prepared,
                    plan,
                    examples(model, rows(rows))))
            .hasValueSatisfying(
                problem ->
                    assertThat(problem)
                        .startsWith("some examples cannot be run without the others: ")
                        .contains("reshape"));
      }
      assertThat(request.attribute().layers()).hasSize(1);
    }
  }

  /** A number that the model refuses says nothing about others. */
  @Test
  void aLookThatFailedIsTakenAgain() {
    SmallModels.writePlain(folder);
    with(
        model -> {
          ExampleIndependence independence = new ExampleIndependence();
          Looks looks = new Looks();
          looks.outcome = ExampleIndependence.Outcome.failed("refused");
          for (FloatNdArray rows : List.of(rows(ROW, OTHER), rows(ROW, ROW))) {
            assertThat(independence.problem(examples(model, rows), looks)).contains("refused");
          }
          looks.outcome = CLEAR;
          assertThat(independence.problem(examples(model, rows(ROW, OTHER)), looks)).isEmpty();
          assertThat(looks.pairs).hasSize(3);
        });
  }

  @Test
  void examplesDifferClearlyOrNot() {
    assertThat(ExampleDifference.other(rows(ROW, ROW))).isEmpty();
    assertThat(ExampleDifference.other(rows(ROW, ROW, NEAR))).contains(2L);
    assertThat(ExampleDifference.other(rows(ROW, NEAR, OTHER))).contains(2L);
    assertThat(ExampleDifference.isClear(rows(ROW, NEAR), 1)).isFalse();
    assertThat(ExampleDifference.other(rows(ROW, new float[] {Float.NaN, -2, 3}))).contains(1L);
    assertThat(ExampleDifference.other(NdArrays.vectorOf(1f, 1.01f, 2f))).contains(2L);
    assertThat(ExampleDifference.other(NdArrays.vectorOfObjects("a", "a", "b"))).contains(2L);
    assertThat(ExampleDifference.other(NdArrays.vectorOf(7, 7))).isEmpty();
    assertThat(ExampleDifference.isClear(NdArrays.vectorOf(700, 701), 1)).isTrue();
  }
}
