package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect}, on models whose layers are known. */
class InspectCommandTest {
  @TempDir Path folder;

  @Test
  void showsATable() {
    CommandRun run =
        CommandRun.of("inspect", Fixtures.model("digits"), "--signature", "serving_default");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            SavedModel %s

            Signature serving_default
              inputs
                image  float32  [?,8,8,1]
              outputs
                output_0  float32  [?,10]
                Output "output_0" is a softmax of scores, which are better explained: --output logits-of:probs
              layers (7)
                LAYER     PORT    DTYPE    SHAPE       ATTRIBUTABLE
                conv1     input   float32  [?,8,8,1]   yes
                          output  float32  [?,8,8,8]   yes
                conv2     input   float32  [?,8,8,8]   yes
                          output  float32  [?,8,8,16]  yes
                conv3     input   float32  [?,8,8,16]  yes
                          output  float32  [?,4,4,16]  yes
                flatten   input   float32  [?,4,4,16]  yes
                          output  float32  [?,256]     yes
                features  input   float32  [?,256]     yes
                          output  float32  [?,32]      yes
                logits    input   float32  [?,32]      yes
                          output  float32  [?,10]      yes
                probs     input   float32  [?,10]      yes
                          output  float32  [?,10]      yes
            """
                .formatted(Fixtures.model("digits")));
  }

  @Test
  void printsJson() throws IOException {
    JsonNode json = inspect("digits");
    assertThat(json.path("model").textValue()).isEqualTo(Fixtures.model("digits").toString());
    assertThat(json.at("/signatures").findValuesAsText("name")).contains("serving_default");
    JsonNode signature = json.at("/signatures/1");
    assertThat(signature.path("inputs"))
        .isEqualTo(json("[{'name': 'image', 'dtype': 'float32', 'shape': [null, 8, 8, 1]}]"));
    assertThat(signature.path("outputs"))
        .isEqualTo(
            json(
                "[{'name': 'output_0', 'dtype': 'float32', 'shape': [null, 10],"
                    + " 'logits': 'logits-of:probs'}]"));
    JsonNode layer = signature.at("/layers/1");
    assertThat(layer.path("layer").textValue()).isEqualTo("conv2");
    assertThat(layer.path("scope").textValue()).endsWith("conv2_1");
    assertThat(layer.at("/input/0/shape")).isEqualTo(json("[null, 8, 8, 8]"));
    assertThat(layer.at("/output/0/dtype").textValue()).isEqualTo("float32");
    assertThat(layer.path("attributable")).isEqualTo(json("{'input': true, 'output': true}"));
    assertThat(layer.has("obstacles")).isFalse();
  }

  @Test
  void saysWhyALayerCannotBeExplained() throws IOException {
    JsonNode layers = inspect("captum_multilayer_m2").at("/signatures/0/layers");
    JsonNode unused = layer(layers, "relu");
    assertThat(unused.path("attributable")).isEqualTo(json("{'input': true, 'output': false}"));
    assertThat(unused.at("/obstacles/output").textValue())
        .startsWith("[UnusedLayer] Layer \"relu\"");
    assertThat(layer(layers, "linear0").at("/attributable/output").booleanValue()).isTrue();
  }

  @Test
  void showsSeveralTensorsBelowEachOther() {
    assertThat(CommandRun.of("inspect", Fixtures.model("captum_multilayer_m2")).out())
        .containsPattern(
            "multi_relu +input +float32 +\\[\\?,4] +yes\n +float32 +\\[\\?,4]\n +output");
  }

  @Test
  void namesTheEmbeddingInputThatIsNoFloat() throws IOException {
    JsonNode embedding =
        layer(inspect("captum_embedding").at("/signatures/0/layers"), "embedding1");
    assertThat(embedding.path("input")).isEmpty();
    assertThat(embedding.at("/attributable/input").booleanValue()).isFalse();
    assertThat(embedding.at("/obstacles/input").textValue())
        .isEqualTo("no floating-point tensor that depends on the inputs");
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    assertThat(CommandRun.of("inspect", folder).err())
        .startsWith("[NotASavedModel] \"" + folder + "\"");
    Files.writeString(folder.resolve("saved_model.pb"), "no protocol buffer");
    CommandRun corrupt = CommandRun.of("inspect", folder);
    assertThat(corrupt.status()).isEqualTo(2);
    assertThat(corrupt.err()).startsWith("[CorruptModel] SavedModel \"" + folder + "\"");
    CommandRun signature =
        CommandRun.of("inspect", Fixtures.model("digits"), "--signature", "serving_defalt");
    assertThat(signature.status()).isEqualTo(2);
    assertThat(signature.err()).contains("Did you mean \"serving_default\"?");
  }

  private static JsonNode inspect(String model) throws IOException {
    CommandRun run = CommandRun.of("inspect", Fixtures.model(model), "--json");
    assertThat(run.status()).isZero();
    return json(run.out());
  }

  private static JsonNode layer(JsonNode layers, String address) {
    return layers
        .valueStream()
        .filter(layer -> layer.path("layer").textValue().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
