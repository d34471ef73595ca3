package io.attributable.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradientXActivation;
import io.attributable.GuidedBackpropagation;
import io.attributable.IntegratedGradients;
import io.attributable.LayerPort;
import io.attributable.Occlusion;
import io.attributable.Port;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.Window;
import io.attributable.metrics.Estimate;
import io.attributable.metrics.PerturbationCurve;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Calls;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.testing.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.index.Indices;

class EvaluationTest {
  private static final EvaluationOptions FEW = EvaluationOptions.defaults().withCounts(8, 40, 3);

  @SuppressWarnings("NullAway.Init") // Loaded before all tests.
  private static AttributableModel digits;

  @SuppressWarnings("NullAway.Init") // Read before all tests.
  private static NdArray<?> images;

  @BeforeAll
  static void load() {
    digits = AttributableModel.load(Fixtures.model("digits"));
    images = Fixtures.array(Fixtures.root().resolve("digits/images.npy"));
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private final List<Evaluation> open = new ArrayList<>();

  @AfterEach
  void closeEvaluations() {
    open.forEach(Evaluation::close);
  }

  private Evaluation evaluation(
      List<EvaluatedMethod> methods, List<EvaluationMetric> metrics, EvaluationOptions options) {
    Evaluation evaluation = new Evaluation(digits, methods, metrics, options);
    open.add(evaluation);
    return evaluation;
  }

  private static LayerAttribution digits(int from, int to) {
    return LayerAttribution.on(digits)
        .input("image", images.slice(Indices.range(from, to)))
        .target(Target.predicted());
  }

  @Test
  void methodsAreMeasuredBesideChance() {
    Evaluation evaluation =
        evaluation(
            List.of(
                EvaluatedMethod.of(new IntegratedGradients()),
                EvaluatedMethod.of(new Saliency()),
                EvaluatedMethod.of(new GradCam(), "conv2")),
            List.of(EvaluationMetric.values()),
            FEW);
    AtomicInteger steps = new AtomicInteger();
    evaluation.add("first", digits(0, 4).request(), steps::incrementAndGet);
    assertThat(steps).hasValue(evaluation.steps());
    evaluation.add("second", digits(4, 8).request());
    EvaluationReport report = evaluation.report();
    assertThat(report.examples()).isEqualTo(8);
    assertThat(report.isWhole()).as("%s", report.methods()).isTrue();
    assertThat(report.methods())
        .extracting(MethodEvaluation::name)
        .containsExactly("integrated-gradients", "saliency", "grad-cam@conv2", "random");
    MethodEvaluation path = report.methods().get(0);
    MethodEvaluation random = report.methods().get(3);
    assertThat(path.mean(EvaluationMetric.DELETION).value())
        .isLessThan(random.mean(EvaluationMetric.DELETION).value());
    assertThat(path.mean(EvaluationMetric.MU_FIDELITY).value()).isBetween(0.5, 1.0);
    assertThat(path.mean(EvaluationMetric.COMPLETENESS).value()).isBetween(0.0, 0.05);
    assertThat(random.mean(EvaluationMetric.MAX_SENSITIVITY).value()).isNaN();
    assertThat(report.agreement()).hasSize(3);
    PerturbationCurve shuffled = path.randomisation().orElseThrow();
    assertThat(shuffled.fractions()).containsExactly(0.0, 0.4, 0.6, 0.8, 1.0);
    assertThat(shuffled.scores().get(0)).isEqualTo(1);
    assertThat(shuffled.scores().get(4)).isBetween(-0.2, 0.7);
    assertThat(path.mean(EvaluationMetric.RANDOMISATION).value())
        .isCloseTo(
            shuffled.scores().stream().skip(1).mapToDouble(d -> d).average().orElseThrow(),
            within(1e-12));
    assertThat(random.randomisation()).isEmpty();
    assertThat(report.verdict().method()).contains("integrated-gradients");
    assertThat(report.verdict().headline()).startsWith("Use integrated-gradients here");
    assertThat(report.verdict().toString()).contains("random attributions", "baseline 0.0");
    assertThat(path.deletion().orElseThrow().scores()).hasSize(9);
    assertThat(path.milliseconds().value()).isPositive();
  }

  /** A window of the whole input says the same everywhere: its order would be that of pixels. */
  @Test
  void constantExplanationsDoNotWin() {
    Evaluation evaluation =
        evaluation(
            List.of(
                EvaluatedMethod.of(new Occlusion(Window.of(8, 8, 1))),
                EvaluatedMethod.of(new IntegratedGradients())),
            List.of(EvaluationMetric.values()),
            FEW);
    evaluation.add("first", digits(0, 6).request());
    EvaluationReport report = evaluation.report();
    MethodEvaluation flat = report.methods().get(0);
    assertThat(flat.constant()).isEqualTo(6);
    for (EvaluationMetric metric : EvaluationMetric.values()) {
      if (metric.isFaithfulness() || metric == EvaluationMetric.RANDOMISATION) {
        assertThat(flat.mean(metric).value()).as("%s", metric).isNaN();
      }
    }
    assertThat(flat.deletion()).isEmpty();
    assertThat(report.methods().get(1).constant()).isZero();
    assertThat(report.verdict().method()).contains("integrated-gradients");
    assertThat(report.verdict().toString())
        .contains(
            "The explanations of occlusion are constant, the same of all features, in 6 of 6");
  }

  /** F(x) and F(x') by forward passes are what the method's own run says. */
  @Test
  void curvesBeginAndEndWhereTheModelSays() {
    LayerAttribution request =
        digits(0, 3).layers("input:image").method(new IntegratedGradients(Baseline.of(0.25)));
    var convergence = request.attribute().layers().get(0).convergence().orElseThrow();
    EvaluatedExplanation why =
        EvaluatedExplanation.of(request, FEW.withBaseline(Baseline.of(0.25)));
    for (int i = 0; i < 3; i++) {
      PerturbationCurve deletion = why.deletion().get(i);
      assertThat(deletion.scores().get(0)).isCloseTo(convergence.at().get(i), within(1e-5));
      assertThat(deletion.scores().get(8)).isCloseTo(convergence.atBaseline().get(i), within(1e-5));
      assertThat(why.measure(EvaluationMetric.COMPLETENESS).get(i).value())
          .isCloseTo(
              Math.abs(convergence.delta().get(i))
                  / Math.abs(convergence.at().get(i) - convergence.atBaseline().get(i)),
              within(1e-4));
    }
  }

  @Test
  void examplesOfABatchAreMeasuredAsAlone() {
    List<Estimate> together =
        EvaluatedExplanation.of(digits(0, 3), FEW).measure(EvaluationMetric.MU_FIDELITY);
    for (int i = 0; i < 3; i++) {
      List<Estimate> alone =
          EvaluatedExplanation.of(digits(i, i + 1), FEW).measure(EvaluationMetric.MU_FIDELITY);
      assertThat(together.get(i).value()).isCloseTo(alone.get(0).value(), within(1e-3));
    }
  }

  @Test
  void targetsAreWhateverRequestsCanName() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_multi_io"))) {
      var left = Fixtures.array(Fixtures.golden().resolve("k3_multi_io/three.left.npy"));
      var right = Fixtures.array(Fixtures.golden().resolve("k3_multi_io/three.right.npy"));
      for (Target target :
          List.of(
              Target.perExampleIndex(new int[] {0, 1}, new int[] {1, 1}, new int[] {1, 0}),
              Target.slice("0,:"),
              Target.difference(new int[] {0, 1}, new int[] {1, 0}),
              Target.mask(StdArrays.ndCopyOf(new float[][] {{1, 0.5f}, {0, -2}})),
              Target.maskPerExample(
                  StdArrays.ndCopyOf(
                      new float[][][] {{{1, 0}, {0, 1}}, {{0, 1}, {0, 0}}, {{2, 0}, {1, 0}}})),
              Target.predicted())) {
        LayerAttribution request =
            LayerAttribution.on(model)
                .layers("input:left", "input:right")
                .input("left", left)
                .input("right", right)
                .output("b")
                .target(target)
                .method(new IntegratedGradients());
        var convergence = request.attribute().layers().get(0).convergence().orElseThrow();
        EvaluatedExplanation why = EvaluatedExplanation.of(request, FEW);
        for (int i = 0; i < 3; i++) {
          assertThat(why.deletion().get(i).scores().get(0))
              .as("%s", target)
              .isCloseTo(convergence.at().get(i), within(1e-5));
        }
      }
    }
  }

  /** captum's model of two layers, whose truth for class 0 is known: most is due to x[1]. */
  @Test
  void rowsOfATableAreFeaturesByThemselves() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      LayerAttribution request =
          LayerAttribution.on(model)
              .layers("input:x")
              .input("x", StdArrays.ndCopyOf(new float[][] {{0, 100, 0}}))
              .target(Target.of(0))
              .method(new IntegratedGradients());
      EvaluatedExplanation why = EvaluatedExplanation.of(request, FEW);
      assertThat(why.features(0)[1]).isCloseTo(390.18, within(0.01));
      assertThat(why.deletion().get(0).scores()).containsExactly(392.0, 2.0, 2.0, 2.0);
      assertThat(why.measure(EvaluationMetric.COMPLETENESS).get(0).value())
          .isCloseTo(0.179359 / 390, within(1e-5));
    }
  }

  @Test
  void whatFailsForOneMethodIsToldInItsRow() {
    Evaluation evaluation =
        evaluation(
            List.of(
                EvaluatedMethod.of(new GradientXActivation()),
                EvaluatedMethod.of(new GuidedBackpropagation(), "no_such_layer")),
            EvaluationMetric.DEFAULTS,
            FEW);
    evaluation.add("first", digits(0, 2).request());
    EvaluationReport report = evaluation.report();
    assertThat(report.isWhole()).isFalse();
    assertThat(report.methods().get(0).failures()).isEmpty();
    assertThat(report.methods().get(0).mean(EvaluationMetric.INSERTION).value()).isFinite();
    assertThat(report.methods().get(1).failures())
        .singleElement()
        .asString()
        .startsWith("first: [UnknownLayer]");
    assertThat(report.verdict().reasons())
        .contains("guided-backpropagation@no_such_layer could not be measured.");
  }

  @Test
  void whatFailsForOneExampleIsToldOfIt() {
    FloatNdArray some = NdArrays.ofFloats(Shape.of(3, 8, 8, 1));
    ((FloatNdArray) images).slice(Indices.range(0, 3)).copyTo(some);
    some.setFloat(Float.NaN, 1, 3, 3, 0);
    Evaluation evaluation =
        evaluation(
            List.of(EvaluatedMethod.of(new IntegratedGradients())),
            List.of(EvaluationMetric.DELETION),
            FEW);
    evaluation.add(
        "a", LayerAttribution.on(digits).input("image", some).target(Target.of(1)).request());
    MethodEvaluation found = evaluation.report().methods().get(0);
    assertThat(found.failures())
        .singleElement()
        .asString()
        .startsWith("a, example 1: [MetricNotApplicable] Metric \"deletion\"");
    assertThat(found.numbers(EvaluationMetric.DELETION).get(1)).isNaN();
    assertThat(found.numbers(EvaluationMetric.DELETION).get(2)).isFinite();
    assertThat(found.deletion().orElseThrow().scores()).doesNotContain(Double.NaN);
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    AttributionRequest none = AttributionRequest.empty();
    refused(() -> ExplainedRequest.of(digits, none, FEW), "no input");
    FloatNdArray empty = NdArrays.ofFloats(Shape.of(0, 8, 8, 1));
    refused(
        () ->
            ExplainedRequest.of(
                digits,
                none.withExamples(Map.of("image", empty), Target.of(1), java.util.Optional.empty()),
                FEW),
        "no example");
    EvaluationOptions blurred = FEW.withBaseline(Baseline.blurred(2));
    refused(() -> EvaluatedExplanation.of(digits(0, 1), blurred), "blur");
    EvaluationOptions wrong =
        FEW.withBaseline(Baseline.of("image", StdArrays.ndCopyOf(new float[] {1, 2})));
    refused(() -> EvaluatedExplanation.of(digits(0, 1), wrong), "baseline of shape");
    AttributionRequest two =
        digits(0, 1).layer("conv1", Port.OUTPUT).layer("conv2", Port.OUTPUT).request();
    assertThat(two.layers()).contains(new LayerPort("conv1", Port.OUTPUT));
    refused(() -> EvaluatedExplanation.of(digits(0, 1).layers("conv1", "conv2"), FEW), "layers");
    refused(() -> EvaluatedExplanation.of(digits(0, 1).allLayers(), FEW), "all layers");
    assertThatThrownBy(() -> EvaluationMetric.named("deletions"))
        .isInstanceOf(AttributionException.class)
        .hasMessageStartingWith("[UnknownMetric] No metric \"deletions\"")
        .hasMessageContaining("Did you mean \"deletion\"");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String what) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METRIC_NOT_APPLICABLE))
        .hasMessageContaining(what);
  }

  @Test
  void targetsThatDoNotFitAreRefusedAsRequestsAre() {
    for (Target target :
        List.of(
            Target.none(),
            Target.of(10),
            Target.of(1, 2),
            Target.perExample(1, 2, 3),
            Target.difference(1, 10),
            Target.mask(StdArrays.ndCopyOf(new float[] {1, 2})),
            Target.maskPerExample(NdArrays.ofFloats(Shape.of(3, 10))))) {
      LayerAttribution request =
          digits(0, 2).layers("input:image").target(target).method(new Saliency());
      assertThatThrownBy(() -> ExplainedRequest.of(digits, request.request(), FEW))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e ->
                  assertThatThrownBy(request::attribute)
                      .isInstanceOfSatisfying(
                          AttributionException.class,
                          own -> assertThat(own.code()).isEqualTo(e.code())));
    }
  }

  @Test
  void deadlinesKeepWhatWasFinished() {
    Evaluation evaluation =
        evaluation(
            List.of(EvaluatedMethod.of(new IntegratedGradients())),
            EvaluationMetric.DEFAULTS,
            EvaluationOptions.defaults().withCounts(8, 2_000, 3));
    evaluation.add("first", digits(0, 1).request());
    assertThatThrownBy(
            () ->
                Calls.withTimeout(
                    Duration.ofMillis(60),
                    () -> {
                      evaluation.add("second", digits(1, 12).request());
                      return "";
                    }))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    EvaluationReport report = evaluation.report();
    assertThat(report.examples()).isEqualTo(1);
    assertThat(report.methods())
        .allSatisfy(
            method ->
                assertThat(method.values().values()).allSatisfy(v -> assertThat(v).hasSize(1)));
  }
}
