package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Conductance;
import io.attributable.Convergence;
import io.attributable.Deconvolution;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.GradCam;
import io.attributable.GradientShap;
import io.attributable.GradientXActivation;
import io.attributable.GuidedBackpropagation;
import io.attributable.IntegratedGradients;
import io.attributable.InternalInfluence;
import io.attributable.Lrp;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.tensorflow.verify.Verification;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.index.Indices;

/** What is explained is an element of a layer, or a part of it, in place of the model's output. */
class NeuronTest {
  private static final double TOLERANCE = 1e-4;

  private static FloatNdArray row(float... values) {
    return StdArrays.ndCopyOf(new float[][] {values});
  }

  private static double[] numbers(Attribution attribution) {
    List<Double> found = new ArrayList<>();
    attribution.doubles().scalars().forEach(value -> found.add(value.getDouble()));
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Attribution multilayer(
      FloatNdArray x, String output, Target target, AttributionMethod method) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_multilayer"))) {
      return LayerAttribution.on(model)
          .input("x", x)
          .layers("input:x")
          .method(method)
          .output(output)
          .target(target)
          .attribute()
          .layers()
          .get(0);
    }
  }

  /** captum 0.9.0, {@code tests/attr/neuron/test_neuron_gradient.py}. */
  @Test
  void gradientOfNeuron() {
    Attribution found = multilayer(row(0, 5, 4), "relu", Target.of(1), new Saliency(true));
    assertThat(numbers(found)).containsExactly(1, 1, 1);
  }

  /** captum 0.9.0, {@code tests/attr/neuron/test_neuron_integrated_gradients.py}. */
  @Test
  void integratedGradientsOfNeuron() {
    FloatNdArray x = row(0, 100, 0);
    Attribution linear = multilayer(x, "linear1", Target.of(0), new IntegratedGradients());
    assertThat(numbers(linear)).containsExactly(new double[] {0, 100, 0}, within(TOLERANCE));
    Attribution relu = multilayer(x, "relu", Target.of(0), new IntegratedGradients());
    assertThat(numbers(relu)).containsExactly(new double[] {0, 90.179359, 0}, within(TOLERANCE));
    Convergence sums = relu.convergence().orElseThrow();
    assertThat(sums.at()).containsExactly(90.0);
    assertThat(sums.atBaseline()).containsExactly(0.0);
  }

  /** captum 0.9.0, {@code tests/attr/neuron/test_neuron_deeplift_basic.py}. */
  @Test
  void deepLiftOfNeuron() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_relu_linear"))) {
      Attributions found =
          LayerAttribution.on(model)
              .input("x1", row(-10, 1, -5))
              .input("x2", row(3, 3, 1))
              .layers("input:x1", "input:x2")
              .method(new DeepLift())
              .output("l1")
              .unusedLayer(UnusedLayer.ZEROS)
              .target(Target.none())
              .attribute();
      assertThat(numbers(found.get("input:x1"))).containsExactly(-30, 1, 0);
      assertThat(numbers(found.get("input:x2"))).containsExactly(0, 0, 0);
    }
  }

  static Stream<AttributionMethod> linear() {
    Baseline half = Baseline.of(0.5);
    Baselines rows = Baselines.of("x", images(3, 7));
    return Stream.of(
        new GradientXActivation(),
        new Saliency(true),
        new IntegratedGradients(half),
        new GradientShap(rows),
        new DeepLift(half),
        new DeepLiftShap(rows),
        new Lrp(),
        new Conductance(half),
        new InternalInfluence(half),
        new GradCam(false));
  }

  private static FloatNdArray images(int count, int seed) {
    FloatNdArray images = NdArrays.ofFloats(Shape.of(count, 4, 4, 1));
    Random random = new Random(seed);
    images.scalars().forEach(value -> value.setFloat(30 * random.nextFloat()));
    return images;
  }

  private static LayerAttribution conv(AttributableModel model, AttributionMethod method) {
    return LayerAttribution.on(model)
        .input("x", images(2, 1))
        .layers(method instanceof GradCam ? "conv1" : "input:x")
        .output("relu1")
        .method(method);
  }

  @ParameterizedTest
  @MethodSource("linear")
  void sliceIsSumOfItsElements(AttributionMethod method) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      Attribution slice =
          conv(model, method).target(Target.slice("0,:,-1:")).attribute().layers().get(0);
      Map<Target, Attributions> each =
          conv(model, method).attributeTargets(Target.of(0, 0, 1), Target.of(0, 1, 1));
      double[] sum = new double[numbers(slice).length];
      for (Attributions one : each.values()) {
        double[] numbers = numbers(one.layers().get(0));
        IntStream.range(0, sum.length).forEach(i -> sum[i] += numbers[i]);
      }
      assertThat(numbers(slice)).containsExactly(sum, within(TOLERANCE));
      assertThat(IntStream.range(0, sum.length).mapToDouble(i -> Math.abs(sum[i])).sum())
          .isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("linear")
  void severalSlicesAndSlicesByExample(AttributionMethod method) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      Target first = Target.slice("0,:,0");
      Target second = Target.slice("::1,1,:");
      Target index = Target.of(1, 0, 0);
      Map<Target, Attributions> several =
          conv(model, method).attributeTargets(first, second, index);
      for (Target target : List.of(first, second, index)) {
        double[] alone = numbers(conv(model, method).target(target).attribute().layers().get(0));
        assertThat(numbers(several.get(target).layers().get(0)))
            .containsExactly(alone, within(TOLERANCE));
      }
      double[] each =
          numbers(
              conv(model, method)
                  .target(Target.slicePerExample("0,:,0", "::1,1,:"))
                  .attribute()
                  .layers()
                  .get(0));
      double[] one = numbers(several.get(first).layers().get(0));
      double[] other = numbers(several.get(second).layers().get(0));
      for (int i = 0; i < each.length; i++) {
        double wanted = i < each.length / 2 ? one[i] : other[i];
        assertThat(each[i]).isCloseTo(wanted, within(TOLERANCE));
      }
    }
  }

  @Test
  void rectifiersOfSlices() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      for (AttributionMethod method :
          List.of(new GuidedBackpropagation(), new Deconvolution(), new Saliency())) {
        double[] found =
            numbers(conv(model, method).target(Target.slice(":,:,:")).attribute().layers().get(0));
        assertThat(DoubleStream.of(found).max().orElse(0)).isPositive();
      }
    }
  }

  private static void assertRefused(Target target, ErrorCode code, String... words) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      for (AttributionMethod method : List.of(new GradientXActivation(), new DeepLift())) {
        assertThatThrownBy(() -> conv(model, method).target(target).attribute())
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(code);
                  assertThat(e).hasMessageContainingAll(words);
                });
      }
    }
  }

  @Test
  void slicesThatDoNotFit() {
    assertRefused(
        Target.slice("0:2"), ErrorCode.TARGET_SHAPE, "a slice needs 3 entries per example");
    assertRefused(
        Target.slice("0,0:3,:"), ErrorCode.TARGET_OUT_OF_RANGE, "(0,:3,:)", "0:2, 0:2, 0:2");
    assertRefused(Target.slice("0,-3:,:"), ErrorCode.TARGET_OUT_OF_RANGE, "(0,-3:,:)");
    assertRefused(Target.slice("0,1:1,:"), ErrorCode.TARGET_OUT_OF_RANGE, "at least one element");
    assertRefused(
        Target.slicePerExample("0,:,:", "0,:,:", "0,:,:"),
        ErrorCode.TARGET_SHAPE,
        "3 slices were given for 2 examples");
  }

  @Test
  void weightsOfSlices() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      Target target = Target.slice(":,:,0");
      double[] plain =
          numbers(conv(model, new DeepLift()).target(target).attribute().layers().get(0));
      double[] weighted =
          numbers(
              conv(model, new DeepLift())
                  .target(target)
                  .gradientWeights(2, -1)
                  .attribute()
                  .layers()
                  .get(0));
      for (int i = 0; i < plain.length; i++) {
        double factor = i < plain.length / 2 ? 2 : -1;
        assertThat(weighted[i]).isCloseTo(factor * plain[i], within(TOLERANCE));
      }
    }
  }

  @Test
  void gradientsOfSlicesAreVerified() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("lrp_convolutions"))) {
      Verification verified =
          LayerAttribution.on(model)
              .input(
                  "image",
                  Fixtures.array(Fixtures.root().resolve("relevance").resolve("images.npy")))
              .layers("input:image")
              .output("tensor:joined/Relu:0")
              .target(Target.slicePerExample("0:3,2,1::2", ":,:,0", "1,1,:"))
              .verify();
      assertThat(verified.verdict()).isEqualTo(Verdict.AGREES);
    }
  }

  @Test
  void slicesOfExamplesShareRuns() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("captum_one_conv"))) {
      FloatNdArray images = images(2, 1);
      List<Target> targets = List.of(Target.slice("0,:,0"), Target.slice(":,1,:"));
      LayerAttribution request =
          LayerAttribution.on(model).layers("input:x").output("relu1").target(targets.get(0));
      List<Example> examples =
          IntStream.range(0, 2)
              .mapToObj(
                  i ->
                      Example.of("x", images.slice(Indices.range(i, i + 1))).target(targets.get(i)))
              .toList();
      try (ExampleResults results =
          request.attributeAll(examples.iterator(), ExampleOptions.defaults())) {
        for (int i = 0; i < 2; i++) {
          double[] alone =
              numbers(
                  LayerAttribution.on(model)
                      .input("x", images.slice(Indices.range(i, i + 1)))
                      .layers("input:x")
                      .output("relu1")
                      .target(targets.get(i))
                      .attribute()
                      .layers()
                      .get(0));
          assertThat(numbers(results.next().explained().orElseThrow().layers().get(0)))
              .containsExactly(alone, within(TOLERANCE));
        }
      }
    }
  }

  @Test
  void exportedSignaturesTakeIndices(@TempDir Path folder) {
    Path copy = folder.resolve("explained");
    ExplainedModel.of(Fixtures.model("captum_one_conv"))
        .layers("input:x")
        .output("relu1")
        .as("why")
        .write(copy);
    try (AttributableModel model =
        AttributableModel.load(copy, ModelOptions.defaults().servedBy("why"))) {
      LayerAttribution request = conv(model, new GradientXActivation());
      assertThat(numbers(request.target(Target.of(0, 1, 1)).attribute().layers().get(0)))
          .hasSize(32);
      assertThatThrownBy(() -> request.target(Target.slice("0,:,1")).attribute())
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERVED);
                assertThat(e).hasMessageContaining("its target is INDEX, not SLICE");
              });
    }
  }
}
