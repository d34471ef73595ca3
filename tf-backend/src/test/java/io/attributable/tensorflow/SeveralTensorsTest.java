package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.ExampleResult;
import io.attributable.LeftOutLayer;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.TensorShape;
import io.attributable.UnusedLayer;
import io.attributable.UnusedTensor;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.verify.Verdict;
import io.attributable.tensorflow.verify.Verification;
import io.attributable.testing.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;

/** Layers of which an output uses some tensors: every way of asking tells the same. */
class SeveralTensorsTest {
  private static final UnusedTensor CACHE =
      new UnusedTensor(
          "several_1/block_0_1/stack:0",
          ElementType.FLOAT32,
          TensorShape.of(-1, 2, 5, 4),
          "does not reach output \"head\"");

  private static AttributableModel model;
  private static NdArray<?> x;

  @BeforeAll
  static void load() {
    model = AttributableModel.load(Fixtures.model("k3_several"));
    x = Fixtures.array(Fixtures.golden().resolve("k3_several/three.x.npy"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static LayerAttribution request() {
    return LayerGradientXActivation.on(model).input("x", x).output("head").target(Target.of(1));
  }

  @Test
  void unusedTensorsStandBesideTheResult() {
    Attribution block = request().layers("block_0").attribute().get("block_0");
    assertThat(block.unused()).containsExactly(CACHE);
    assertThat(block.tensor().name()).isEqualTo("several_1/block_0_1/add:0");
  }

  @Test
  void zerosTakeTheirPlaceWhereTheyAreAskedFor() {
    Attribution block =
        request().layers("block_0").unusedLayer(UnusedLayer.ZEROS).attribute().get("block_0");
    assertThat(block.tensors()).hasSize(2);
    block
        .tensors()
        .get(1)
        .floats()
        .scalars()
        .forEach(value -> assertThat(value.getFloat()).isZero());
    assertThat(block.unused()).containsExactly(CACHE);
  }

  @Test
  void reductionsNeedToFitOnlyWhatIsExplained() {
    Reduction rows = Reduction.none().sumOverTokens().sumOverChannels();
    Attribution block = request().layers("block_0").reduce(rows).attribute().get("block_0");
    assertThat(block.tensor().shape()).containsExactly(3);
  }

  @Test
  void severalTargetsAndSingleExamplesTellTheSame() {
    Map<Target, Attributions> byTarget =
        request().layers("block_0").attributeTargets(Target.of(1), Target.of(2));
    Attribution block = request().layers("block_0").attribute().get("block_0");
    TargetsTest.compare("1", byTarget.get(Target.of(1)), new Attributions(List.of(block)));
    byTarget
        .values()
        .forEach(all -> assertThat(all.get("block_0").unused()).containsExactly(CACHE));
    try (ExampleResults results =
        request()
            .layers("block_0")
            .attributeAll(List.of(Example.of("x", x)), ExampleOptions.defaults())) {
      ExampleResult result = results.next();
      assertThat(result.attributions().get("block_0").unused()).containsExactly(CACHE);
    }
  }

  @Test
  void allLayersSayWhichWereLeftOut() {
    Attributions all = request().allLayers().attribute();
    assertThat(all.layers())
        .extracting(Attribution::layer)
        .containsSubsequence("block_0", "block_1", "parts", "memory", "mixed", "head");
    assertThat(all.get("block_0").unused()).containsExactly(CACHE);
    assertThat(all.leftOut())
        .extracting(LeftOutLayer::layer, LeftOutLayer::port, LeftOutLayer::code)
        .contains(
            tuple("lstm_cell", Port.OUTPUT, ErrorCode.LAYER_INSIDE_LOOP),
            tuple("flat_0", Port.OUTPUT, ErrorCode.UNUSED_LAYER),
            tuple("shared#2", Port.OUTPUT, ErrorCode.UNUSED_LAYER));
    assertThat(all.leftOut().get(0).reason()).startsWith("Layer \"lstm_cell\"");
    int listed = model.loaded().prepared("serving_default").layers().layers().size();
    assertThat(all.layers().size() + all.leftOut().size()).isEqualTo(listed);
  }

  @Test
  void withZerosNoLayerIsLeftOutThatTheOutputDoesNotDependOn() {
    LayerAttribution request = request().unusedLayer(UnusedLayer.ZEROS);
    Attributions all = request.allLayers().attribute();
    assertThat(all.leftOut())
        .isNotEmpty()
        .extracting(LeftOutLayer::code)
        .doesNotContain(ErrorCode.UNUSED_LAYER);
    assertThat(all.layers())
        .extracting(Attribution::layer)
        .containsSubsequence("block_0", "flat_0", "head");
    assertThat(all.get("flat_0"))
        .isEqualTo(
            request().unusedLayer(UnusedLayer.ZEROS).layers("flat_0").attribute().get("flat_0"));
    int listed = model.loaded().prepared("serving_default").layers().layers().size();
    assertThat(all.layers().size() + all.leftOut().size()).isEqualTo(listed);
  }

  @Test
  void aModelWithNothingToExplainSaysSo() {
    LayerAttribution ofTheInput =
        request().output("tensor:serving_default_x:0").target(Target.of(0, 0)).allLayers();
    assertThatThrownBy(ofTheInput::attribute)
        .hasMessageContaining("[NothingToExplain] Nothing in signature \"serving_default\"")
        .hasMessageContaining("fail with UnusedLayer");
  }

  @Test
  void verificationLooksAtWhatIsExplained() {
    Verification verified = request().layers("block_0", "memory").verify(2, 1);
    assertThat(verified.verdict()).isEqualTo(Verdict.AGREES);
    assertThat(verified.layers().get(0).tensors()).hasSize(1);
    assertThat(verified.layers().get(0).unused()).containsExactly(CACHE);
    assertThat(verified.layers().get(1).tensors()).hasSize(2);
  }

  @Test
  void modelsThatExplainThemselvesGiveTheSame(@TempDir Path directory) {
    Path copy = directory.resolve("explained");
    ExplainedModel.of(Fixtures.model("k3_several"))
        .layers("block_0", "memory")
        .output("head")
        .write(copy);
    Attributions plain = request().layers("block_0", "memory").attribute();
    try (AttributableModel served =
        AttributableModel.load(copy, ModelOptions.defaults().servedBy("explain"))) {
      LayerAttribution request =
          LayerGradientXActivation.on(served).input("x", x).output("head").target(Target.of(1));
      Attributions explained = request.layers("block_0", "memory").attribute();
      TargetsTest.compare("served", explained, plain);
      assertThat(explained.get("block_0").unused()).containsExactly(CACHE);
      assertThat(explained.get("memory").unused()).isEqualTo(plain.get("memory").unused());
      assertThatThrownBy(() -> request.allLayers().attribute())
          .hasMessageContaining("[NotServed]")
          .hasMessageContaining("all layers were requested");
    }
  }

  @Test
  void scoresInFrontOfASoftmaxAreExplainedTowards() {
    Attributions scores =
        request().output("logits-of:head").layers("mixed").mode(Mode.LOCAL).attribute();
    Attributions probabilities = request().layers("mixed").mode(Mode.LOCAL).attribute();
    assertThat(scores.get("mixed").floats()).isNotEqualTo(probabilities.get("mixed").floats());
    assertThatThrownBy(() -> request().output("logits-of:mixed").layers("block_0").attribute())
        .hasMessageContaining("[NoActivation]")
        .hasMessageContaining("which is no activation function");
  }
}
