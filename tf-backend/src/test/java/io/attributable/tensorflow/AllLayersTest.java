package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Activation;
import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.LeftOutLayer;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.TargetKind;
import io.attributable.preflight.LayerPreflight;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.StdArrays;

/** All layers of a model at once. */
class AllLayersTest {
  /** A multiplication per tensor, and what sums up where ways part. */
  private static final int NODES_PER_LAYER = 2;

  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static LayerAttribution request() {
    return LayerGradientXActivation.on(digits)
        .output("logits")
        .target(Target.of(3))
        .mode(Mode.LOCAL)
        .input("image", Digits.images(2, 7));
  }

  @ParameterizedTest
  @EnumSource(Port.class)
  void areThoseThatThePreflightCallsExplainable(Port port) {
    Attributions all = request().port(port).allLayers().attribute();
    List<String> explainable =
        request().preflight().layers().stream()
            .filter(layer -> layer.port() == port && layer.explainable())
            .map(LayerPreflight::layer)
            .toList();
    assertThat(all.layers()).extracting(Attribution::layer).containsExactlyElementsOf(explainable);
    assertThat(explainable).contains("conv1", "conv2", "features");
    for (Attribution one : all) {
      Attribution alone = request().port(port).layers(one.layer()).attribute().get(one.layer());
      for (int i = 0; i < alone.tensors().size(); i++) {
        Closeness.assertClose(
            one.layer(), one.tensors().get(i).values(), alone.tensors().get(i).values());
      }
    }
  }

  /** What enters a sum has the sum's gradient, so that TensorFlow gives one array for both. */
  @Test
  void keepTheNamesOfTheirTensors() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_transformer"))) {
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .input("tokens", StdArrays.ndCopyOf(new long[][] {{5, 1, 2, 3, 4, 5, 6}}))
              .target(Target.of(1))
              .mode(Mode.LOCAL);
      List<LayerTensors> layers =
          model
              .loaded()
              .prepared("serve")
              .explainable("output_0", Port.OUTPUT, UnusedLayer.ERROR)
              .layers();
      Attributions all = request.allLayers().attribute();
      assertThat(all.layers())
          .extracting(layer -> layer.tensors().stream().map(AttributedTensor::name).toList())
          .containsExactlyElementsOf(
              layers.stream()
                  .map(layer -> layer.tensors().stream().map(TensorInfo::name).toList())
                  .toList());
    }
  }

  @Test
  void standBehindThoseThatAreNamed() {
    Attributions all = request().layers("features").allLayers().attribute();
    assertThat(all.layers().get(0).layer()).isEqualTo("features");
    assertThat(all.layers()).extracting(Attribution::layer).doesNotHaveDuplicates();
  }

  /** What is named on one side is still wanted on the other one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void standBehindOtherSidesOfThoseThatAreNamed(boolean gradient) {
    LayerAttribution named = request().layer("conv1", Port.INPUT).layer("conv2", Port.OUTPUT);
    if (!gradient) {
      named.method(new Activation()).target(Target.none());
    }
    List<LayerPort> sides =
        named.allLayers().attribute().layers().stream()
            .map(layer -> new LayerPort(layer.layer(), layer.port()))
            .toList();
    assertThat(sides)
        .startsWith(new LayerPort("conv1", Port.INPUT), new LayerPort("conv2", Port.OUTPUT))
        .contains(new LayerPort("conv1", Port.OUTPUT), new LayerPort("features", Port.OUTPUT))
        .doesNotHaveDuplicates();
  }

  /** A layer in a branch has no value if another one is taken. */
  @Test
  void leaveOutThoseWithoutAValueForAMethodWithoutGradient() {
    GoldenCase golden =
        Fixtures.cases("tf1_branches").stream()
            .filter(one -> one.id().equals("all-large"))
            .findFirst()
            .orElseThrow();
    try (AttributableModel model = AttributableModel.load(Fixtures.model("tf1_branches"))) {
      Attributions all =
          LayerAttribution.on(model)
              .input("x", golden.input("x"))
              .method(new Activation())
              .allLayers()
              .attribute();
      assertThat(all.layers()).extracting(Attribution::layer).contains("enter", "cond", "nested");
      assertThat(all.leftOut())
          .extracting(LeftOutLayer::code)
          .isNotEmpty()
          .containsOnly(ErrorCode.LAYER_INSIDE_BRANCH);
      assertThat(all.layers())
          .extracting(Attribution::layer)
          .doesNotContainAnyElementsOf(all.leftOut().stream().map(LeftOutLayer::layer).toList());
    }
  }

  @Test
  void goWithSeveralTargets() {
    LayerAttribution all = request().allLayers();
    Attributions second = all.attributeTargets(Target.of(1), Target.of(2)).get(Target.of(2));
    TargetsTest.compare("2", second, all.target(Target.of(2)).attribute());
  }

  @Test
  void nothingOfTheBackwardPassIsComputedTwice() {
    PreparedSignature signature = digits.loaded().prepared("serving_default");
    List<LayerTensors> layers =
        signature.explainable("logits", Port.OUTPUT, UnusedLayer.ERROR).layers();
    int most =
        layers.stream().mapToInt(layer -> plan(signature, List.of(layer))).max().orElseThrow();
    assertThat(layers).hasSizeGreaterThan(3);
    assertThat(plan(signature, layers)).isBetween(most, most + NODES_PER_LAYER * layers.size());
  }

  private static int plan(PreparedSignature signature, List<LayerTensors> layers) {
    AttributionPlan plan = Plans.lease(signature, layers, "logits", TargetKind.INDEX).plan().plan();
    return plan.graph().getNodeCount();
  }
}
