package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.ExampleReasons;
import io.attributable.Features;
import io.attributable.IntegratedGradients;
import io.attributable.Quadrature;
import io.attributable.Reason;
import io.attributable.ReasonSide;
import io.attributable.Reasons;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.testing.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

/** Reasons out of models: what requests know of features gets to every kind of result. */
class ReasonsTest {
  private static final FloatNdArray ROWS =
      StdArrays.ndCopyOf(new float[][] {{1, -2, 3}, {4, 5, -6}});
  private static final Features NAMES = Features.of("x", "income", "debt", "age");
  private static final Baseline BASELINE =
      Baseline.of("x", StdArrays.ndCopyOf(new float[] {0.5f, 1, 0}));

  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("captum_multilayer"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static LayerAttribution request() {
    return LayerAttribution.on(model)
        .layers("input:x")
        .input("x", ROWS)
        .target(Target.of(1))
        .features(NAMES)
        .method(new IntegratedGradients(BASELINE));
  }

  @Test
  void contributionsAreThoseOfTheAttribution() {
    Attribution why = request().attribute().get("input:x");
    for (ReasonSide side : ReasonSide.values()) {
      Reasons reasons = why.reasons(3, side);
      for (int example = 0; example < 2; example++) {
        for (Reason reason : reasons.get(example)) {
          int column = NAMES.columns("x").orElseThrow().indexOf(reason.feature());
          assertThat(reason.contribution()).isEqualTo(why.floats().getFloat(example, column));
          assertThat(reason.values()).containsExactly(ROWS.getFloat(example, column));
          assertThat(reason.baselineValues()).hasSize(1);
        }
        assertThat(reasons.get(example).at())
            .isEqualTo(why.convergence().orElseThrow().at().get(example));
      }
    }
    assertThat(why.reasons(3, ReasonSide.FOR).get(1).reasons()).isNotEmpty();
  }

  @Test
  void targetsBatchesAndStreamsHaveThem() {
    List<ExampleReasons> whole = request().attribute().reasons(3, ReasonSide.FOR).examples();
    Map<Target, Attributions> targets = request().attributeTargets(Target.of(0), Target.of(1));
    assertThat(targets.get(Target.of(1)).reasons(3, ReasonSide.FOR).get(0))
        .extracting(Reason::feature, Reason::values)
        .isEqualTo(
            whole.get(0).reasons().stream()
                .map(reason -> tuple(reason.feature(), reason.values()))
                .toList());
    List<Example> examples =
        List.of(
            Example.of("x", StdArrays.ndCopyOf(new float[][] {{1, -2, 3}})),
            Example.of("x", StdArrays.ndCopyOf(new float[][] {{4, 5, -6}})));
    try (ExampleResults results = request().attributeAll(examples, ExampleOptions.defaults())) {
      for (ExampleReasons expected : whole) {
        assertThat(results.next().attributions().reasons(3, ReasonSide.FOR).examples())
            .hasSize(1)
            .first()
            .extracting(each -> each.reasons().stream().map(Reason::values).toList())
            .isEqualTo(expected.reasons().stream().map(Reason::values).toList());
      }
    }
  }

  @Test
  void oneInputForEachFeature() {
    Attributions why =
        LayerAttribution.on(model)
            .signature("with_add_input")
            .layers("input:x", "input:add_input")
            .input("x", ROWS)
            .input("add_input", StdArrays.ndCopyOf(new float[][] {{2, 0, 0}, {0, 3, -1}}))
            .target(Target.of(1))
            .features(Features.of("x", "row").and("add_input", "extra"))
            .method(new DeepLift())
            .attribute();
    Reasons reasons = why.reasons(2, ReasonSide.FOR);
    assertThat(reasons.zeroBaseline()).isTrue();
    assertThat(reasons.get(1).reasons())
        .isNotEmpty()
        .allSatisfy(reason -> assertThat(reason.feature()).isIn("row", "extra"))
        .allSatisfy(reason -> assertThat(reason.values()).hasSize(3));
  }

  @Test
  void methodsWithoutBaselineAreRefused() {
    Attributions why = request().method(new Saliency()).attribute();
    assertThatThrownBy(() -> why.reasons(4))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REASONS_UNAVAILABLE));
    Attributions local =
        request()
            .method(new IntegratedGradients(BASELINE, 5, Quadrature.TRAPEZOID, 0, true))
            .attribute();
    assertThatThrownBy(() -> local.reasons(4)).hasMessageContaining("do not add up");
  }
}
