package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model cards on the command line and in requests. */
class CardOptionsTest extends InputCommands {
  @Test
  void aCardSaysWhatARequestDoesNot() throws IOException {
    writeCard(
        "'image': {'kind': 'image', 'preprocess': {'range': [0, 1]}, 'baseline': 0.25}",
        "'layers': ['input:image'], 'target': 'seven',"
            + " 'method': {'name': 'integrated-gradients', 'steps': 8}");
    Path byCard = folder.resolve("card");
    Path byHand = folder.resolve("hand");
    CommandRun run =
        explain(DIGITS, byCard, "--card", card, "--input", "image=" + folder.resolve("digit.png"));
    assertThat(run.status()).as(run.err()).isZero();
    explain(
        DIGITS,
        byHand,
        "--layer",
        "input:image",
        "--target",
        "7",
        "--method",
        "integrated-gradients",
        "--steps",
        "8",
        "--baseline",
        "image=0.25",
        "--input",
        "image=" + folder.resolve("digit.npy"));
    assertSame(byCard, byHand);
    assertThat(reply(byCard).path("class").textValue()).isEqualTo("seven");
    assertThat(reply(byCard).at("/layers/0/method/steps").intValue()).isEqualTo(8);
  }

  @Test
  void requestsGoBeforeTheCard() throws IOException {
    writeCard(
        "'image': {'kind': 'image', 'preprocess': {'range': [0, 1]}, 'baseline': 0.25}",
        "'layers': ['input:image'], 'target': 'seven',"
            + " 'method': {'name': 'integrated-gradients', 'steps': 8}");
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "a", "inputs": {"image": "digit.png"}}
            {"id": "b", "inputs": {"image": ["digit.png", "digit.png"]}, "target": ["one", "two"], "layers": ["conv1"], "method": "saliency"}
            {"id": "e", "inputs": {"image": "digit.png"}, "layers": ["conv1"], "method": "activation"}
            {"id": "c", "inputs": {"image": "digit.npy"}, "targets": ["one", 3], "prediction": true, "method": {"name": "integrated-gradients", "steps": 4}}
            {"id": "d", "inputs": {"image": "digit.png"}, "target": "sevn"}
            """);
    Path out = folder.resolve("out");
    CommandRun run = explain(DIGITS, out, "--card", card, "--requests", requests);
    assertThat(run.status()).isEqualTo(1);
    assertThat(reply(out.resolve("a")).path("class").textValue()).isEqualTo("seven");
    assertThat(reply(out.resolve("b")).at("/layers/0/tensors/0/shape/0").intValue()).isEqualTo(2);
    assertThat(reply(out.resolve("e")).path("error").isMissingNode()).isTrue();
    JsonNode several = reply(out.resolve("c"));
    assertThat(several.at("/targets/0/class").textValue()).isEqualTo("one");
    assertThat(several.at("/targets/1/class").textValue()).isEqualTo("three");
    assertThat(several.at("/prediction/classes/7").textValue()).isEqualTo("seven");
    assertThat(several.at("/targets/0/layers/0/method/steps").intValue()).isEqualTo(4);
    assertThat(several.at("/targets/0/layers/0/method/baseline/image").doubleValue())
        .isEqualTo(0.25);
    assertThat(reply(out.resolve("d")).at("/error/message").textValue())
        .contains("of the model card's classes \"seven\" is nearest");
  }

  @Test
  void aCardBesideTheModelIsFound() throws IOException {
    Path model = folder.resolve("model");
    try (Stream<Path> files = Files.walk(DIGITS)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(DIGITS.relativize(file).toString()));
      }
    }
    writeCard("'image': {'kind': 'image', 'preprocess': '0..1'}", "'layers': 'conv1'");
    Files.copy(card, model.resolve("attributable.json"));
    Path out = folder.resolve("out");
    CommandRun run =
        explain(model, out, "--target", "three", "--input", "image=" + folder.resolve("digit.png"));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(reply(out).path("class").textValue()).isEqualTo("three");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; {'signatures': 3};                                     [BadCard] Card",
        "2; {'signatures': {'serving_default': {'explain': {'method': 'magic'}}}}; deeplift-shap,"
            + " lrp, xrai, permutation.",
        "2; {'signatures': {'serving_default': {'explain': {}}}};  --layer, --all-layers or"
            + " --requests",
        "1; {'signatures': {'serving_defualt': {'explain': {'layers': ['conv1']}}}}; the model has"
            + " no such signature",
        "1; {'signatures': {'serving_default': {'explain': {'layers': ['conv1']}, 'outputs':"
            + " {'output_0': {'classes': ['a']}}}}}; has 10 numbers, but \"classes\" names 1",
        "1; {'signatures': {'serving_default': {'explain': {'layers': ['conv1']}, 'inputs':"
            + " {'imag': {'kind': 'raw'}}}}}; (did you mean \"image\"?)",
      })
  void cardsThatDoNotFitAreRefused(int status, String json, String words) throws IOException {
    Files.writeString(card, json.replace('\'', '"'));
    CommandRun run =
        explain(
            DIGITS,
            folder.resolve("out"),
            "--card",
            card,
            "--input",
            "image=" + folder.resolve("digit.npy"));
    assertThat(run.err()).contains(words).doesNotContain("\tat ", "..");
    assertThat(run.status()).isEqualTo(status);
  }

  @Test
  void metadataOfVertexIsACard() throws IOException {
    Files.writeString(
        card,
        """
        {"metadata": {"inputs": {"Digit": {"inputTensorName": "serving_default_image:0", "inputBaselines": [0.25],
           "modality": "image"}}, "outputs": {"output_0": {}}},
         "parameters": {"integratedGradientsAttribution": {"stepCount": 8}, "topK": 1}}
        """);
    Path out = folder.resolve("out");
    CommandRun run =
        explain(
            DIGITS,
            out,
            "--card",
            card,
            "--target",
            "7",
            "--preprocess",
            "image=0..1",
            "--input",
            "image=" + folder.resolve("digit.png"));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("Note: topK is not honoured: name targets in the request.");
    assertThat(reply(out).at("/layers/0/layer").textValue()).isEqualTo("input:image");
    assertThat(reply(out).at("/layers/0/method/baseline/image").doubleValue()).isEqualTo(0.25);
  }

  @Test
  void theFirstCardIsWrittenOnce() throws IOException {
    Path out = folder.resolve("first.json");
    assertThat(CommandRun.of("card", DIGITS, "--out", out).status()).isZero();
    JsonNode first = JSON.readTree(Files.readString(out));
    assertThat(first.path("title").textValue()).isEqualTo("digits");
    assertThat(first.at("/signatures/serving_default/inputs/image/kind").textValue())
        .isEqualTo("image");
    CommandRun again = CommandRun.of("card", DIGITS, "--out", out);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("it exists, and cards are not replaced");
    CommandRun printed = CommandRun.of("card", DIGITS, "--signature", "serving_default");
    assertThat(JSON.readTree(printed.out()).path("signatures")).hasSize(1);
  }

  @Test
  void layersHaveClassesWhereTheCardSaysSo() throws IOException {
    String card =
        "{'signatures': {'serving_default': {'outputs': {'output_0': {'classes': [%s]%s}}}}}";
    String ten = "'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'i'";
    String silent = card.formatted(ten, "");
    assertThat(ofScores(silent, "c").err())
        .contains(
            "the model card names the classes of output \"output_0\", not of \"logits\": if these"
                + " are the same, say so with \"layers\": [\"logits\"] beside \"classes\"");
    String said = card.formatted(ten, ", 'layers': ['logits']");
    assertThat(ofScores(said, "c").err()).isEmpty();
    assertThat(reply(folder.resolve("out")).path("class").textValue()).isEqualTo("c");
    assertThat(ofScores(said, "i").err())
        .contains("the model card calls classes 8 and 9 so; give the number that is meant");
    assertThat(ofScores(card.formatted(ten, ", 'layers': ['conv1']"), "3").err())
        .contains("layer \"conv1\" of shape [?,8,8,8] has 8 numbers, but \"classes\"");
  }

  private CommandRun ofScores(String json, String target) throws IOException {
    Files.writeString(card, json.replace('\'', '"'));
    return explain(
        DIGITS,
        folder.resolve("out"),
        "--card",
        card,
        "--layer=conv1",
        "--output=logits",
        "--target",
        target,
        "--input",
        "image=" + folder.resolve("digit.npy"));
  }

  @Test
  void verifyAndBenchTakeNamesOfClasses() throws IOException {
    writeCard("'image': {'kind': 'raw'}", "'layers': ['conv1']");
    CommandRun verify =
        CommandRun.of(
            "verify", DIGITS, "--card", card, "--layer=conv3", "--target=three", "--json");
    assertThat(verify.err()).isEmpty();
    assertThat(JSON.readTree(verify.out()).path("target").toString()).contains("3");
    CommandRun bench =
        CommandRun.of(
            "bench", DIGITS, "--card", card, "--layer=conv3", "--runs=1", "--target=three");
    assertThat(bench.out()).as(bench.err()).contains("target 3");
    assertThat(CommandRun.of("verify", DIGITS, "--card", card, "--target=thre").err())
        .contains("of the model card's classes \"three\" is nearest");
  }
}
