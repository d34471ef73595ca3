package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.Baselines;
import io.attributable.Deconvolution;
import io.attributable.DeepLift;
import io.attributable.DeepLiftShap;
import io.attributable.GuidedBackpropagation;
import io.attributable.IntegratedGradients;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.DoubleNdArray;

/**
 * Elements and slices of layers as captum 0.9.0 explains them, on a network with convolutions of
 * all kinds, pooling and a residual sum: {@code tools/neurons}. In 64 bits, so that numbers agree
 * to many digits.
 */
class NeuronGoldensTest {
  private static final Path ARRAYS = Fixtures.root().resolve("neurons");
  private static final Baseline BASELINE = Baseline.of(0.25);

  /** captum has the channels first. */
  private static final Map<String, Map.Entry<String, Target>> NEURONS =
      Map.of(
          "element", Map.entry("tensor:joined/Relu:0", Target.of(1, 3, 2)),
          "slice", Map.entry("tensor:joined/Relu:0", Target.slice("0:3,2,1::2")),
          "channel", Map.entry("tensor:stem/Relu:0", Target.slice(":,:,4")),
          "dense", Map.entry("tensor:hidden/Relu:0", Target.of(3)),
          "units", Map.entry("tensor:hidden/Relu:0", Target.slice("2:7")));

  private static AttributableModel model;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("lrp_convolutions"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  static Stream<Arguments> cases() {
    List<AttributionMethod> methods =
        List.of(
            new Saliency(true),
            new IntegratedGradients(BASELINE),
            new GuidedBackpropagation(),
            new Deconvolution(),
            new DeepLift(BASELINE),
            new DeepLiftShap(Baselines.of("image", Fixtures.array(ARRAYS.resolve("rows.npy")))));
    return NEURONS.keySet().stream()
        .sorted()
        .flatMap(neuron -> methods.stream().map(method -> Arguments.of(neuron, method)));
  }

  /** captum's DeepLIFT does not sum up behind this pooling: its delta is up to 2.5. */
  private static boolean isWithoutSum(String neuron, AttributionMethod method) {
    return !neuron.equals("channel")
        && (method instanceof DeepLift || method instanceof DeepLiftShap);
  }

  private static double[] flat(DoubleNdArray array) {
    double[] flat = new double[(int) array.size()];
    int[] at = {0};
    array.scalars().forEach(value -> flat[at[0]++] = value.getDouble());
    return flat;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asCaptum(String neuron, AttributionMethod method) {
    Attribution found =
        LayerAttribution.on(model)
            .input(
                "image", Fixtures.array(Fixtures.root().resolve("relevance").resolve("images.npy")))
            .layers("input:image")
            .method(method)
            .output(NEURONS.get(neuron).getKey())
            .target(NEURONS.get(neuron).getValue())
            .attribute()
            .layers()
            .get(0);
    found
        .convergence()
        .filter(sums -> !(method instanceof IntegratedGradients))
        .ifPresent(
            sums ->
                assertThat(sums.delta())
                    .allSatisfy(delta -> assertThat(delta).isCloseTo(0, within(1e-9))));
    if (isWithoutSum(neuron, method)) {
      return;
    }
    String name = method instanceof Saliency ? "gradient" : method.name();
    double[] expected =
        flat((DoubleNdArray) Fixtures.array(ARRAYS.resolve(neuron + "." + name + ".npy")));
    assertThat(flat(found.doubles())).containsExactly(expected, within(1e-6));
  }
}
