package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.Convergence;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.ErrorCode;
import io.attributable.GradientShap;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.Quadrature;
import io.attributable.Target;
import io.attributable.UnknownOps;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * captum 0.9.0's numbers, as {@link CaptumPathMethodsTest} has them, of signatures that evaluate
 * the model at points; and what such signatures answer and refuse.
 */
class ServedPointsCaptumTest {
  private static final double TOLERANCE = 2e-4;

  @TempDir Path folder;
  private int made;

  private Path export(String layer, AttributionMethod method) {
    return ExplainedModel.of(Fixtures.model("captum_multilayer"))
        .signature("serving_default")
        .layers(layer)
        .method(method)
        .write(folder.resolve("copy" + made++))
        .directory();
  }

  private static FloatNdArray rows(float[]... rows) {
    return StdArrays.ndCopyOf(rows);
  }

  private static Attribution ask(
      Path exported, String layer, AttributionMethod method, NdArray<?> x) {
    return ask(exported, layer, method, x, Target.of(0));
  }

  private static Attribution ask(
      Path exported, String layer, AttributionMethod method, NdArray<?> x, Target target) {
    ModelOptions served = ModelOptions.defaults().servedBy("explain");
    try (AttributableModel model = AttributableModel.load(exported, served)) {
      return LayerAttribution.on(model)
          .signature("serving_default")
          .input("x", x)
          .layers(layer)
          .method(method)
          .target(target)
          .attribute()
          .layers()
          .get(0);
    }
  }

  private Attribution hundred(String layer, AttributionMethod method) {
    return ask(export(layer, method), layer, method, rows(new float[] {0, 100, 0}));
  }

  private static void assertValues(Attribution attribution, double... expected) {
    FloatNdArray actual = attribution.floats();
    assertThat(actual.size()).isEqualTo(expected.length);
    int[] at = {0};
    actual
        .scalars()
        .forEach(
            value -> {
              double wanted = expected[at[0]++];
              assertThat((double) value.getFloat())
                  .isCloseTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted) / 100)));
            });
  }

  @Test
  void integratedGradients() {
    Attribution found = hundred("input:x", new IntegratedGradients());
    assertValues(found, 0, 390.179359, 0);
    Convergence convergence = found.convergence().orElseThrow();
    assertThat(convergence.at()).containsExactly(392.0);
    assertThat(convergence.atBaseline()).containsExactly(2.0);
    assertThat(convergence.delta().get(0)).isCloseTo(0.179359, within(1e-4));
    assertValues(hundred("linear1", new IntegratedGradients()), 90.179359, 100, 100, 100);
    assertValues(hundred("linear1", new IntegratedGradients(Baseline.of(1))), 90.7561, 97, 97, 97);
  }

  @Test
  void conductance() {
    Attribution found = hundred("linear1", new Conductance());
    assertValues(found, 88, 100, 100, 100);
    assertThat(found.convergence().orElseThrow().delta().get(0)).isCloseTo(-2, within(1e-3));
    assertValues(
        hundred(
            "linear1",
            new Conductance(Baseline.zeros(), 50, Quadrature.GAUSS_LEGENDRE, 0, GradientAt.LEFT)),
        89.572585,
        99.890999,
        99.890999,
        99.890999);
  }

  @Test
  void internalInfluence() {
    Attribution found = hundred("linear1", new InternalInfluence());
    assertValues(found, 0.901794, 1, 1, 1);
    assertThat(found.convergence()).isEmpty();
  }

  @Test
  void areAnsweredWithoutThisLibrary() {
    Path exported = export("linear1", new Conductance());
    try (SavedModelBundle bundle = SavedModelBundle.load(exported.toString(), "serve");
        TFloat32 x = TFloat32.tensorOf(rows(new float[] {0, 100, 0}, new float[] {0, 100, 0}));
        TInt64 target = TInt64.vectorOf(0, 7)) {
      Session.Runner runner = bundle.session().runner();
      SignatureDef signature = bundle.metaGraphDef().getSignatureDefOrThrow("explain");
      runner.feed(signature.getInputsOrThrow("x").getName(), x);
      runner.feed(signature.getInputsOrThrow("target").getName(), target);
      runner.fetch(signature.getOutputsOrThrow("conductance/linear1").getName());
      runner.fetch(signature.getOutputsOrThrow("convergence-delta/linear1").getName());
      try (Result result = runner.run()) {
        TFloat32 values = (TFloat32) result.get(0);
        assertThat(values.getFloat(0, 1)).isEqualTo(100);
        assertThat(values.getFloat(1, 1)).isNaN();
        assertThat(((TFloat64) result.get(1)).getDouble(1)).isNaN();
      }
    }
  }

  @Test
  void rowsOfBaselinesAreWrittenIntoTheModel() {
    IntegratedGradients method =
        new IntegratedGradients(Baseline.of("x", StdArrays.ndCopyOf(new float[] {0, -20, 0})));
    Path exported = export("input:x", method);
    assertValues(ask(exported, "input:x", method, rows(new float[] {0, 80, 0})), 0, 315.925229, 0);
    assertRefused(exported, "input:x", new IntegratedGradients());
    assertRefused(
        exported,
        "input:x",
        new IntegratedGradients(Baseline.of("x", StdArrays.ndCopyOf(new float[] {0, -21, 0}))));
  }

  @Test
  void distributionsAreWrittenIntoTheModel() {
    FloatNdArray drawn = rows(new float[] {0, 0, 0}, new float[] {1, 2, 3}, new float[] {4, 4, 4});
    GradientShap method = new GradientShap(Baselines.of("x", drawn), 9, 5, false);
    FloatNdArray x = rows(new float[] {3, 100, 2}, new float[] {1, 5, -2});
    Attribution expected;
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      expected =
          LayerAttribution.on(model)
              .input("x", x)
              .layers("linear0")
              .method(method)
              .target(Target.of(0))
              .attribute()
              .layers()
              .get(0);
    }
    double[] numbers =
        expected.floats().streamOfObjects().mapToDouble(Float::doubleValue).toArray();
    Path exported = export("linear0", method);
    assertValues(ask(exported, "linear0", method, x), numbers);
    assertRefused(exported, "linear0", new GradientShap(Baselines.of("x", drawn), 9, 6, false));
  }

  /** The numbers of captum's {@code test_deeplift_basic.py}, and the mean over three baselines. */
  @Test
  void deepLiftIsServedToo() {
    Path one = export("linear1", new DeepLift());
    assertValues(
        ask(one, "linear1", new DeepLift(), rows(new float[] {0, 100, 0})), 90, 100, 100, 100);
    Baselines drawn =
        Baselines.of(
            "x", rows(new float[] {0, 0, 0}, new float[] {0, -20, 0}, new float[] {10, 10, 10}));
    Path mean = export("input:x", new DeepLiftShap(drawn));
    assertValues(
        ask(mean, "input:x", new DeepLiftShap(drawn), rows(new float[] {0, 100, 0})),
        -13.333333,
        381,
        -13.333333);
  }

  private void assertRefused(Path exported, String layer, AttributionMethod other) {
    assertThatThrownBy(() -> ask(exported, layer, other, rows(new float[] {0, 80, 0})))
        .isInstanceOfSatisfying(
            AttributionException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERVED))
        .hasMessageContaining("it has method");
  }

  /** Points come one by one where rows influence one another, or their number is fixed. */
  @Test
  void pointsDoNotInfluenceOneAnother() {
    assertServed(SmallModels::writeSpread);
    assertServed(SmallModels::writeFixedBatch);
    assertServed(SmallModels::writeRankless);
    assertServed(SmallModels::writePlain);
  }

  private void assertServed(Consumer<Path> writer) {
    String layer = "tensor:inner/Square:0";
    Path written = folder.resolve("made" + made++);
    written.toFile().mkdir();
    writer.accept(written);
    FloatNdArray x = rows(new float[] {3, 100, 2}, new float[] {1, 5, -2});
    Target target = Target.perExample(0, 1);
    AttributionMethod method =
        new Conductance(Baseline.of(1), 6, Quadrature.TRAPEZOID, 0, GradientAt.LEFT);
    Path exported =
        ExplainedModel.of(written)
            .layers(layer)
            .method(method)
            .write(folder.resolve("copy" + made++))
            .directory();
    try (AttributableModel model = AttributableModel.load(written)) {
      FloatNdArray expected =
          LayerAttribution.on(model)
              .input("x", x)
              .layers(layer)
              .method(method)
              .target(target)
              .attribute()
              .layers()
              .get(0)
              .floats();
      assertThat(expected.streamOfObjects()).anyMatch(number -> number != 0);
      assertValues(
          ask(exported, layer, method, x, target),
          expected.streamOfObjects().mapToDouble(Float::doubleValue).toArray());
    }
  }

  @Test
  void whatOnlyARequestKnowsIsRefused() {
    assertThatThrownBy(
            () ->
                export(
                    "input:x",
                    new IntegratedGradients(
                        Baseline.zeros(), 10, Quadrature.GAUSS_LEGENDRE, 0.01, false)))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining("tolerance 0.01");
    assertThatThrownBy(
            () -> export("input:x", new DeepLift(Baseline.zeros(), false, UnknownOps.GRADIENT)))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining("fallback gradient");
    Baseline each = Baseline.of("x", rows(new float[] {0, -20, 0}, new float[] {-20, -20, 0}));
    assertThatThrownBy(() -> export("input:x", new IntegratedGradients(each)))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER))
        .hasMessageContaining("has 2 rows for input \"x\"");
    assertThatThrownBy(() -> export("input:x", new GradientShap()))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER))
        .hasMessageContaining("has no rows for input \"x\"");
  }
}
