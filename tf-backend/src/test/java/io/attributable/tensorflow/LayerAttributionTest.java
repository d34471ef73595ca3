package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.Features;
import io.attributable.GradientXActivation;
import io.attributable.LayerPort;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.tensorflow.generated.ExplainerRequest;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.testing.Fixtures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** The builder makes a value, and the value is what is run. */
class LayerAttributionTest {
  private static final FloatNdArray IMAGES = Digits.images(2, 5);
  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  @Test
  void saysWhatWasPutTogether() {
    AttributionRequest request =
        LayerAttribution.on(digits)
            .signature("serving_default")
            .layers("conv2")
            .layer("conv1", Port.OUTPUT)
            .allLayers()
            .port(Port.INPUT)
            .mode(Mode.LOCAL)
            .output("logits")
            .target(Target.of(3))
            .input("image", IMAGES)
            .gradientWeights(1, 0.5)
            .unusedLayer(UnusedLayer.ZEROS)
            .reduce(Reduction.parse("sum=channels"))
            .withPrediction()
            .smooth(Smoothing.vargrad(3, 0.1))
            .features(Features.of("image", "rows").withText("rows", "a text"))
            .request();
    assertThat(request)
        .isEqualTo(
            new AttributionRequest(
                Optional.of("serving_default"),
                List.of(new LayerPort("conv2", Port.INPUT), new LayerPort("conv1", Port.OUTPUT)),
                Optional.of(Port.INPUT),
                new GradientXActivation(Mode.LOCAL),
                Optional.of("logits"),
                Target.of(3),
                Map.of("image", IMAGES),
                Optional.of(List.of(1.0, 0.5)),
                UnusedLayer.ZEROS,
                Reduction.parse("sum=channels"),
                true,
                Optional.of(Smoothing.vargrad(3, 0.1)),
                Features.of("image", "rows").withText("rows", "a text")));
    assertThat(LayerAttribution.on(digits).request()).isEqualTo(AttributionRequest.empty());
  }

  @Test
  void theLastMethodCounts() {
    LayerAttribution attribution = LayerGradientXActivation.on(digits);
    assertThat(attribution.request().method()).isEqualTo(new GradientXActivation());
    assertThat(attribution.method(new GradientXActivation(Mode.LOCAL)).request().method())
        .isEqualTo(new GradientXActivation(Mode.LOCAL));
    assertThat(attribution.mode(Mode.LOCAL).request().method())
        .isEqualTo(new GradientXActivation(Mode.LOCAL));
    ExplainerRequest<Attributions> explainer = new ExplainerRequest<>(attribution, all -> all);
    assertThat(explainer.method(new GradientXActivation(Mode.LOCAL)).request().method())
        .isEqualTo(new GradientXActivation(Mode.LOCAL));
    assertThat(explainer.mode(Mode.GLOBAL).request().method())
        .isEqualTo(new GradientXActivation(Mode.GLOBAL));
  }

  @Test
  void laterChangesLeaveTheRequestAlone() {
    LayerAttribution attribution = Digits.request(digits, IMAGES).target(Target.of(1));
    AttributionRequest request = attribution.request();
    Attributions before = digits.attribute(request);
    assertThat(before).isEqualTo(attribution.attribute());
    attribution
        .layers("conv1")
        .input("image", Digits.images(1, 2))
        .target(Target.of(4))
        .gradientWeights(3)
        .mode(Mode.LOCAL);
    assertThat(digits.attribute(request)).isEqualTo(before);
  }

  @Test
  void laterChangesLeaveResultsAloneThatAreStillToCome() {
    LayerAttribution attribution = Digits.request(digits, IMAGES).target(Target.of(1));
    Attributions expected = attribution.attribute();
    try (ExampleResults results =
        attribution.attributeAll(List.of(Example.of("image", IMAGES)), ExampleOptions.defaults())) {
      attribution.layers("conv1").target(Target.of(2)).mode(Mode.LOCAL);
      assertThat(results.next().attributions()).isEqualTo(expected);
    }
  }

  @Test
  void bytesBecomeAnArrayOfTheSignaturesRank() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("tfmodule_bytes"))) {
      byte[] text = "a".getBytes(StandardCharsets.UTF_8);
      LayerAttribution attribution =
          LayerAttribution.on(model).signature("pictures").input("pictures", text, text);
      NdArray<?> array = attribution.request().inputs().get("pictures");
      assertThat(array.shape().asArray()).containsExactly(2, 1);
      assertThat(array.streamOfObjects()).allMatch(one -> ((byte[]) one)[0] == 'a');
      assertThatExceptionOfType(AttributionException.class)
          .isThrownBy(() -> attribution.input("picture", text).request())
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_UNKNOWN));
      // Inputs make no difference to what can be explained.
      assertThat(attribution.preflight().layers()).isNotEmpty();
    }
  }
}
