package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.inputs.card.BaselineCard;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.InputKind;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.RequestDefaults;
import io.attributable.inputs.card.SignatureCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vertex AI's explanation metadata, read as a card. */
class VertexCardTest {
  private static final String SPEC =
      """
      {"metadata": {
         "inputs": {
           "Photo": {"inputTensorName": "serving_default_image:0", "inputBaselines": [[0.5]], "modality": "image",
             "visualization": {"type": "Pixels", "polarity": "positive", "clipPercentUpperbound": 99}},
           "row": {"encoding": "BAG_OF_FEATURES", "indexFeatureMapping": ["age", "income"],
             "inputBaselines": [[0, 1]], "groupName": "person"}},
         "outputs": {"scores": {"outputTensorName": "StatefulPartitionedCall:0", "indexDisplayNameMapping": ["a", "b", "c"]}},
         "framework": "tensorflow"},
       "parameters": {"integratedGradientsAttribution": {"stepCount": 25, "smoothGradConfig": {"noiseSigma": 0.1}}, "topK": 3}}
      """;

  private static ModelCard read(String json) {
    return ModelCardReader.read("explanation.json", Path.of(""), json.replace('\'', '"'));
  }

  @Test
  void metadataAndParametersAreACard() {
    ModelCard card = read(SPEC);
    SignatureCard signature =
        ModelCardCheck.checked(
            card,
            signature(tensor("image", "float32", -1, 8, 8, 3), tensor("row", "float32", -1, 2)));
    assertThat(signature.input("image").orElseThrow().text()).contains("Photo");
    assertThat(signature.input("image").orElseThrow().content().kind()).isEqualTo(InputKind.IMAGE);
    assertThat(signature.input("image").orElseThrow().baseline())
        .contains(new BaselineCard.Constant(0.5));
    assertThat(signature.input("row").orElseThrow().content())
        .isEqualTo(
            new InputContent.Table(List.of(FeatureCard.of("age"), FeatureCard.of("income"))));
    assertThat(signature.classes(Optional.empty())).containsExactly("a", "b", "c");
    assertThat(signature.defaults())
        .isEqualTo(
            new RequestDefaults(
                List.of("input:image", "input:row"),
                Optional.of("scores"),
                Optional.empty(),
                Optional.of("integrated-gradients"),
                Map.of("steps", 25)));
  }

  @Test
  void whatCannotBeHonouredIsNoted() {
    assertThat(read(SPEC).notes())
        .anySatisfy(note -> assertThat(note).startsWith("visualization of \"Photo\""))
        .anySatisfy(note -> assertThat(note).startsWith("groupName of \"row\""))
        .anySatisfy(note -> assertThat(note).startsWith("inputBaselines of \"row\" are arrays"))
        .anySatisfy(note -> assertThat(note).startsWith("smoothGradConfig"))
        .anySatisfy(note -> assertThat(note).startsWith("topK"))
        .hasSize(5);
    assertThat(read("{'parameters': {'sampledShapleyAttribution': {'pathCount': 10}}}").notes())
        .singleElement()
        .asString()
        .startsWith("sampledShapleyAttribution is not offered");
  }

  @Test
  void theFileOfTheBuilderHasUnderscores() {
    SignatureCard signature =
        read("{'inputs': {'my_image': {'input_tensor_name': 'serving_default_my_image:0',"
                + " 'input_baselines': [0]}}, 'outputs': {}, 'framework': 'tensorflow'}")
            .signature("serving_default")
            .orElseThrow();
    assertThat(signature.inputs()).containsOnlyKeys("my_image");
    assertThat(signature.input("my_image").orElseThrow().baseline())
        .contains(new BaselineCard.Constant(0));
    assertThat(
            read("{'parameters': {'xrai_attribution': {'step_count': 7}}}")
                .signature("serving_default")
                .orElseThrow()
                .defaults()
                .parameters())
        .isEqualTo(Map.of("steps", 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'metadata': {'input': {}}};                                  unknown key \"input\" in"
            + " \"metadata\" (did you mean \"inputs\"?)",
        "{'inputs': {'x': {'encodin': 'IDENTITY'}}};                   unknown key \"encodin\" in"
            + " \"x\" (did you mean \"encoding\"?)",
        "{'parameters': {'integratedGradientsAttribution': {}}};       has no \"stepCount\"",
        "{'parameters': {'xraiAttribution': {'stepCount': 0}}};        \"stepCount\" must be at"
            + " least 1",
      })
  void mistakesAreToldWithTheirPlace(String json, String words) {
    assertThat(catchThrowableOfType(AttributionException.class, () -> read(json)))
        .hasMessageContaining("[BadCard] Card \"explanation.json\" cannot be read: line 1, column")
        .hasMessageContaining(words);
  }

  @Test
  void outputsAreThoseOfTheSignatureWhereTheirTensorSaysSo() {
    SignatureCard card =
        ModelCardReader.read(
                "vertex.json",
                Path.of(""),
                """
                {"inputs": {"x": {"inputTensorName": "x"}},
                 "outputs": {"probs": {"outputTensorName": "output_0", "indexDisplayNameMapping": ["a", "b"]}}}
                """)
            .signature("serving_default")
            .orElseThrow();
    assertThat(card.outputs()).containsOnlyKeys("output_0");
    assertThat(card.defaults().output()).contains("output_0");
    assertThat(card.classes(Optional.of("output_0"))).containsExactly("a", "b");
  }
}
