package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Lrp;
import io.attributable.LrpRule;
import io.attributable.Optimisation;
import io.attributable.RuleCoverage;
import io.attributable.Target;
import io.attributable.UnknownOps;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

/** What is true of relevance on any model: sums, batches, layers and targets together. */
class LrpTest {

  private static GoldenCase golden(String model, String id) {
    return Fixtures.cases(model).stream()
        .filter(found -> found.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** A case's inputs and target, and nothing else of it. */
  private static LayerAttribution request(AttributableModel model, String name, String id) {
    GoldenCase golden = golden(name, id);
    LayerAttribution request =
        LayerAttribution.on(model).signature(golden.signature()).target(golden.target());
    golden.inputFiles().keySet().forEach(input -> request.input(input, golden.input(input)));
    return request;
  }

  /** A case's inputs and target; layers that each cut the network, and what they are cut from. */
  private static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(
            "digits", "all-layers", "logits", List.of("conv1", "conv2", "conv3", "features")),
        Arguments.of(
            "k2_save_cnn",
            "all-layers",
            "logits",
            List.of("stem", "batch_normalization", "depthwise", "separable", "concat", "project")),
        Arguments.of(
            "k3_cnn",
            "all-layers",
            "logits",
            List.of("stem", "batch_normalization", "depthwise", "separable", "concat", "project")),
        Arguments.of(
            "k3_volumes",
            "all-outputs",
            "logits",
            List.of("stem", "largest", "deep", "upsampled", "transposed", "mean", "project")),
        Arguments.of("k3_lstm", "across-the-loop", "logits", List.of("lstm", "hidden")),
        Arguments.of(
            "k3_rnn_stack",
            "all-layers-output-global",
            "logits",
            // Not "each": the state that it starts from is zero, so that a bias is all that is
            // added.
            List.of("gru_after", "gru_before", "average")),
        Arguments.of(
            "k3_transformer",
            "all-layers",
            "logits",
            List.of("add", "layer_normalization", "add_1", "global_average_pooling1d")));
  }

  /** Of the first tensor: a recurrent layer's others are its last states, which lie inside it. */
  private static double[] numbers(Attribution layer) {
    float[] flat = Digits.flat((FloatNdArray) layer.tensors().get(0).values());
    return IntStream.range(0, flat.length).mapToDouble(i -> flat[i]).toArray();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void withoutBiasesEachCutOfTheNetworkSumsUpToTheTarget(
      String name, String id, String output, List<String> layers) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      Attributions relevance =
          request(model, name, id)
              .output(output)
              .layers(Stream.concat(layers.stream(), Stream.of(output)).toArray(String[]::new))
              .method(new Lrp().withZeroBias())
              .attribute();
      double target = Arrays.stream(numbers(relevance.get(output))).sum();
      for (String layer : layers) {
        double[] all = numbers(relevance.get(layer));
        double size = Arrays.stream(all).map(Math::abs).sum();
        assertThat(Arrays.stream(all).sum())
            .as(layer)
            .isCloseTo(target, within(1e-4 * Math.max(size, Math.abs(target))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  @Tag("slow")
  void loopsAreTheSameUnrolledOrNot(String name, String id, String output, List<String> layers) {
    ModelOptions loops =
        ModelOptions.defaults()
            .optimisations(EnumSet.complementOf(EnumSet.of(Optimisation.UNROLLED_LOOPS)));
    try (AttributableModel unrolled = AttributableModel.load(Fixtures.model(name));
        AttributableModel looping = AttributableModel.load(Fixtures.model(name), loops)) {
      String[] all = layers.toArray(String[]::new);
      Attributions expected =
          request(unrolled, name, id)
              .output(output)
              .layers(all)
              .method(new Lrp().withEpsilon(1e-4))
              .attribute();
      Attributions actual =
          request(looping, name, id)
              .output(output)
              .layers(all)
              .method(new Lrp().withEpsilon(1e-4))
              .attribute();
      layers.forEach(layer -> assertClose(actual.get(layer), expected.get(layer)));
    }
  }

  private static void assertClose(Attribution actual, Attribution expected) {
    double[] a = numbers(actual);
    double[] b = numbers(expected);
    double largest = Arrays.stream(b).map(Math::abs).max().orElse(0);
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i]).isCloseTo(b[i], within(1e-4 * Math.max(1e-6, largest)));
    }
  }

  private static LayerAttribution digits(AttributableModel model, int count, Lrp method) {
    return LayerAttribution.on(model)
        .input("image", Digits.images(count, 3))
        .output("logits")
        .layers("conv2")
        .method(method)
        .target(Target.of(3));
  }

  @ParameterizedTest
  @EnumSource(LrpRule.class)
  void anExampleAloneIsAsInABatchAndInABatchThatIsCut(LrpRule rule) {
    try (AttributableModel model = Digits.load();
        AttributableModel cut = Digits.load(ModelOptions.defaults().batchBytes(200_000))) {
      double[] whole = numbers(digits(model, 9, new Lrp(rule)).attribute().get("conv2"));
      double[] parts = numbers(digits(cut, 9, new Lrp(rule)).attribute().get("conv2"));
      double[] alone = numbers(digits(model, 1, new Lrp(rule)).attribute().get("conv2"));
      double largest = Arrays.stream(whole).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < whole.length; i++) {
        assertThat(parts[i]).isCloseTo(whole[i], within(1e-5 * largest));
      }
      for (int i = 0; i < alone.length; i++) {
        assertThat(alone[i]).isCloseTo(whole[i], within(1e-5 * largest));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LrpRule.class)
  @Tag("slow")
  void severalLayersAndSeveralTargetsAreAsEachAlone(LrpRule rule) {
    try (AttributableModel model = Digits.load()) {
      LayerAttribution asked =
          digits(model, 2, new Lrp(rule)).layers("input:image", "conv1", "conv3", "logits");
      Map<Target, Attributions> together =
          asked.attributeTargets(Target.of(1), Target.of(4), Target.of(7));
      together.forEach(
          (target, result) -> {
            for (Attribution layer : result) {
              Attribution alone =
                  digits(model, 2, new Lrp(rule))
                      .layers(layer.layer())
                      .target(target)
                      .attribute()
                      .get(layer.layer());
              assertClose(layer, alone);
            }
          });
    }
  }

  @Test
  void theTargetsValueIsWhatIsSharedOut() {
    try (AttributableModel model = Digits.load()) {
      Attribution logits =
          digits(model, 2, new Lrp()).layers("logits").withPrediction().attribute().get("logits");
      float[] scores =
          Digits.flat((FloatNdArray) logits.prediction().orElseThrow().tensor().values());
      float[] relevance = Digits.flat(logits.floats());
      for (int i = 0; i < scores.length; i++) {
        assertThat(relevance[i]).isEqualTo(i % 10 == 3 ? scores[i] : 0f);
      }
    }
  }

  @Test
  void coverageTellsTheRuleOfEachOp() {
    try (AttributableModel model = Digits.load()) {
      RuleCoverage coverage =
          digits(model, 1, new Lrp(LrpRule.EPSILON_PLUS_FLAT))
              .layers("input:image")
              .attribute()
              .get("input:image")
              .coverage();
      assertThat(coverage.entries())
          .contains(
              new RuleCoverage.Entry("Conv2D", "flat", 1),
              new RuleCoverage.Entry("Conv2D", "z-plus", 2),
              new RuleCoverage.Entry("MatMul", "epsilon", 2),
              new RuleCoverage.Entry("BiasAdd", "merged", 5),
              new RuleCoverage.Entry("Relu", "pass", 4));
      assertThat(coverage.byGradient()).isEmpty();
    }
  }

  @Test
  void anExportedSignatureGivesRelevance(@TempDir Path folder) {
    Path copy = folder.resolve("served");
    ExplainedModel.of(Fixtures.model("digits"))
        .layers("conv2")
        .output("logits")
        .method(new Lrp(LrpRule.EPSILON_PLUS))
        .write(copy);
    try (AttributableModel served =
            AttributableModel.load(copy, ModelOptions.defaults().servedBy("explain"));
        AttributableModel model = Digits.load()) {
      Attribution expected =
          digits(model, 3, new Lrp(LrpRule.EPSILON_PLUS)).attribute().get("conv2");
      assertClose(
          digits(served, 3, new Lrp(LrpRule.EPSILON_PLUS))
              .signature("serving_default")
              .attribute()
              .get("conv2"),
          expected);
    }
  }

  @Test
  void aGateHasNothingAndTheSignalAll(@TempDir Path folder) {
    SmallModels.writeGated(folder);
    String signal = "tensor:signal/MatMul:0";
    String gate = "tensor:gate/MatMul:0";
    try (AttributableModel model = AttributableModel.load(folder)) {
      LayerAttribution asked =
          LayerAttribution.on(model)
              .input("x", StdArrays.ndCopyOf(new float[][] {{1, 2, 3}}))
              .layers(signal, gate, "input:x")
              .method(new Lrp());
      Attributions one = asked.target(Target.of(1)).withPrediction().attribute();
      float score = Digits.flat((FloatNdArray) one.prediction().orElseThrow().tensor().values())[1];
      assertThat(Digits.flat(one.get(signal).floats())).containsExactly(0, score, 0);
      assertThat(Digits.flat(one.get(gate).floats())).containsExactly(0, 0, 0);
      // The unit is -2 + 10 + 24 = 32.
      float[] shares = {score * -2 / 32, score * 10 / 32, score * 24 / 32};
      assertThat(Digits.flat(one.get("input:x").floats())).containsExactly(shares, within(1e-4f));
      Map<Target, Attributions> both =
          asked.target(Target.none()).attributeTargets(Target.of(0), Target.of(1));
      assertThat(Digits.flat(both.get(Target.of(1)).get(gate).floats())).containsExactly(0, 0, 0);
      assertClose(both.get(Target.of(1)).get("input:x"), one.get("input:x"));
    }
  }

  @Test
  void anOpWithoutARuleIsRefusedUnlessItsGradientIsAskedFor() {
    GoldenCase golden = golden("k3_branches", "all-three-output-global");
    try (AttributableModel model = AttributableModel.load(Fixtures.model(golden.model()))) {
      LayerAttribution asked = GoldenCheck.request(model, golden);
      assertThatThrownBy(() -> asked.method(new Lrp()).attribute())
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
          .hasMessageContaining("op Sin of node")
          .hasMessageContaining("fallback");
      Attribution relevance =
          asked.method(new Lrp().withFallback(UnknownOps.GRADIENT)).attribute().layers().get(0);
      assertThat(relevance.coverage().byGradient()).isNotEmpty();
      assertThat(Arrays.stream(numbers(relevance)).anyMatch(value -> value != 0)).isTrue();
    }
  }

  @Test
  void halfPrecisionStaysFinite() {
    GoldenCase golden = golden("k3_mixed_float16", "hidden-output-global");
    try (AttributableModel model = AttributableModel.load(Fixtures.model(golden.model()))) {
      double[] relevance =
          numbers(
              GoldenCheck.request(model, golden)
                  .output("logits")
                  .method(new Lrp())
                  .attribute()
                  .get("hidden"));
      assertThat(Arrays.stream(relevance).allMatch(Double::isFinite)).isTrue();
      assertThat(Arrays.stream(relevance).map(Math::abs).sum()).isPositive();
    }
  }
}
