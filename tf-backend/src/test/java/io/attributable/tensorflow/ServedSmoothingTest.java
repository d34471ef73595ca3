package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Conductance;
import io.attributable.Conductance.GradientAt;
import io.attributable.DeepLift;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradientShap;
import io.attributable.GradientXActivation;
import io.attributable.IntegratedGradients;
import io.attributable.Lrp;
import io.attributable.Mode;
import io.attributable.Quadrature;
import io.attributable.Saliency;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

/** Signatures of methods with noise give what plans give, with the same noise. */
class ServedSmoothingTest {
  /** Samples and points that do not fill the last iteration. */
  private static final int ROWS_AT_ONCE = 5;

  @TempDir Path folder;
  private int made;

  static Stream<AttributionMethod> methods() {
    return Stream.of(
        new GradientXActivation(Mode.LOCAL),
        new Saliency(),
        new GradCam(),
        new Lrp(),
        new IntegratedGradients(Baseline.of(0.25), 5),
        new Conductance(Baseline.of(0.25), 5, Quadrature.TRAPEZOID, 0, GradientAt.LEFT),
        new Conductance(Baseline.of(0.25), 5, Quadrature.TRAPEZOID, 0, GradientAt.MIDPOINT),
        new GradientShap(Baselines.of("image", Digits.images(3, 11)), 4, 3, false),
        new DeepLift());
  }

  @ParameterizedTest
  @MethodSource("methods")
  @Tag("slow")
  void answerAsPlansDo(AttributionMethod method) {
    List<Smoothing> smoothings =
        List.of(
            Smoothing.smoothgrad(7, 0.2).withSeed(-5),
            Smoothing.smoothgradSquared(2, 0.2).relativeToRange(),
            Smoothing.vargrad(3, 0.2));
    for (Smoothing smoothing : smoothings) {
      Path copy = folder.resolve(smoothing.kind().name());
      ExplainedModel.of(Fixtures.model("digits"))
          .layers("conv2")
          .output("logits")
          .method(method)
          .smooth(smoothing)
          .predicted()
          .rowsAtOnce(ROWS_AT_ONCE)
          .write(copy);
      try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"));
          AttributableModel served = AttributableModel.load(copy, Internals.served())) {
        for (int count : new int[] {1, 2, 6}) {
          FloatNdArray images = Digits.images(count, 3);
          Attribution actual = by(served, method, smoothing, images);
          assertThat(actual.smoothing()).contains(smoothing);
          assertThat(actual.convergence()).isEmpty();
          Closeness.assertClose(
              method + " " + smoothing + " " + count,
              actual.floats(),
              by(model, method, smoothing, images).floats());
        }
        assertThatThrownBy(() -> by(served, method, smoothing.withSeed(17), Digits.images(1, 3)))
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERVED));
        assertThatThrownBy(
                () -> request(served, method, Digits.images(1, 3)).attribute().get("conv2"))
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERVED))
            .hasMessageContaining("its noise is");
      }
    }
  }

  private static LayerAttribution request(
      AttributableModel model, AttributionMethod method, FloatNdArray images) {
    return LayerAttribution.on(model)
        .input("image", images)
        .output("logits")
        .target(Target.predicted())
        .layers("conv2")
        .method(method);
  }

  private static Attribution by(
      AttributableModel model, AttributionMethod method, Smoothing smoothing, FloatNdArray images) {
    return request(model, method, images).smooth(smoothing).attribute().get("conv2");
  }

  /** Several inputs, whole numbers among them, half precision, loops, and rows decided together. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k3_multi_io",
        "k3_mixed_float16",
        "k3_rnn_stack",
        "tf1_recurrent",
        "k3_branches",
        "tf1_branches",
        "captum_true_multi_input"
      })
  @Tag("slow")
  void answerAsPlansDoOnOtherModels(String name) {
    Smoothing smoothing = Smoothing.smoothgrad(3, 0.1);
    int answered = 0;
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (GoldenCase golden : cases(name)) {
        for (AttributionMethod method :
            List.of(new GradientXActivation(), new IntegratedGradients(Baseline.of(0.1), 3))) {
          answered += compare(model, golden, method, smoothing, answered);
        }
      }
    }
    assertThat(answered).isPositive();
  }

  private static List<GoldenCase> cases(String name) {
    return Fixtures.cases(name).stream()
        .filter(golden -> golden.error().isEmpty() && golden.weights().isEmpty())
        .limit(2)
        .toList();
  }

  private int compare(
      AttributableModel model,
      GoldenCase golden,
      AttributionMethod method,
      Smoothing smoothing,
      int made) {
    Attributions expected;
    try {
      expected = asked(model, golden, method, smoothing);
    } catch (AttributionException e) {
      assertThat(e.code())
          .as(e.getMessage())
          .isIn(ErrorCode.METHOD_NOT_APPLICABLE, ErrorCode.METHOD_PARAMETER);
      return 0;
    }
    Path copy = folder.resolve("copy" + made);
    ExplainedModel export =
        ExplainedModel.of(Fixtures.model(golden.model()))
            .signature(golden.signature())
            .layers(golden.layers().toArray(String[]::new))
            .port(golden.port())
            .output(golden.output())
            .method(method)
            .smooth(smoothing)
            .rowsAtOnce(ROWS_AT_ONCE);
    if (golden.target() instanceof Target.Predicted) {
      export.predicted();
    }
    export.write(copy);
    try (AttributableModel served = AttributableModel.load(copy, Internals.served())) {
      Attributions actual = asked(served, golden, method, smoothing);
      for (int i = 0; i < expected.layers().size(); i++) {
        for (int j = 0; j < expected.layers().get(i).tensors().size(); j++) {
          Closeness.assertClose(
              golden + " " + method,
              actual.layers().get(i).tensors().get(j).values(),
              expected.layers().get(i).tensors().get(j).values(),
              golden.tolerance());
        }
      }
    }
    return 1;
  }

  private static Attributions asked(
      AttributableModel model, GoldenCase golden, AttributionMethod method, Smoothing smoothing) {
    LayerAttribution request =
        LayerAttribution.on(model)
            .signature(golden.signature())
            .layers(golden.layers().toArray(String[]::new))
            .port(golden.port())
            .output(golden.output())
            .target(golden.target())
            .method(method)
            .smooth(smoothing);
    golden.inputFiles().keySet().forEach(input -> request.input(input, golden.input(input)));
    return request.attribute();
  }

  /** Samples come one by one where rows influence one another, or their number is fixed. */
  @Test
  void samplesDoNotInfluenceOneAnother() {
    assertAlone(SmallModels::writeSpread);
    assertAlone(SmallModels::writeFixedBatch);
    assertAlone(SmallModels::writeRankless);
    assertAlone(SmallModels::writeCentred);
    assertAlone(SmallModels::writeCounting);
    assertAlone(SmallModels::writePlain);
  }

  private void assertAlone(Consumer<Path> writer) {
    String layer = "tensor:inner/Square:0";
    Path written = folder.resolve("made" + made++);
    written.toFile().mkdir();
    writer.accept(written);
    float[][] x = {{3, 100, 2}, {1, 5, -2}};
    Smoothing smoothing = Smoothing.smoothgrad(4, 0.5);
    Path copy =
        ExplainedModel.of(written)
            .layers(layer)
            .smooth(smoothing)
            .write(folder.resolve("copy" + made++))
            .directory();
    try (AttributableModel model = AttributableModel.load(written);
        AttributableModel served = AttributableModel.load(copy, Internals.served())) {
      FloatNdArray expected = NdArrays.ofFloats(small(model, layer, x).shape());
      for (int s = 0; s < 4; s++) {
        FloatNdArray sample = small(model, layer, noisy(x, s));
        expected
            .scalars()
            .forEachIndexed(
                (at, value) -> value.setFloat(value.getFloat() + sample.getFloat(at) / 4));
      }
      Closeness.assertClose("plan", small(model, layer, x, smoothing), expected);
      Closeness.assertClose("served", small(served, layer, x, smoothing), expected);
    }
  }

  private static float[][] noisy(float[][] x, int sample) {
    double[] noise = PhiloxNoise.of(0, 0, sample, 3);
    float[][] noisy = new float[2][3];
    for (int i = 0; i < 6; i++) {
      noisy[i / 3][i % 3] = (float) (x[i / 3][i % 3] + 0.5 * noise[i % 3]);
    }
    return noisy;
  }

  private static FloatNdArray small(
      AttributableModel model, String layer, float[][] x, Smoothing... smoothing) {
    LayerAttribution request =
        LayerAttribution.on(model)
            .input("x", StdArrays.ndCopyOf(x))
            .layers(layer)
            .target(Target.perExample(0, 1));
    for (Smoothing noise : smoothing) {
      request.smooth(noise);
    }
    return request.attribute().get(layer).floats();
  }

  @Test
  void bothModesAreNoOneResult() {
    assertThatThrownBy(
            () ->
                ExplainedModel.of(Fixtures.model("digits"))
                    .layers("conv2")
                    .modes(Mode.GLOBAL, Mode.LOCAL)
                    .smooth(Smoothing.smoothgrad(2, 0.1))
                    .write(folder.resolve("both")))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE));
  }
}
