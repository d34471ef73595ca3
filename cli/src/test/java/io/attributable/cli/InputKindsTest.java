package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import io.attributable.testing.Fixtures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/** Pictures, tables, texts and model cards on the command line and in requests. */
class InputKindsTest {
  private static final Path DIGITS = Fixtures.model("digits");
  private static final Path TRANSFORMER = Fixtures.model("k3_transformer");
  private static final Path SERIES = Fixtures.model("k3_rnn_stack");
  private static final Path LINEAR = Fixtures.model("captum_multilayer");
  private static final int SIDE = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path card;

  /** A picture, and the array that it is at a range of 0 to 1. */
  @BeforeEach
  void write() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    FloatNdArray array = NdArrays.ofFloats(Shape.of(1, SIDE, SIDE, 1));
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int level = (y * 37 + x * 11) % 256;
        image.setRGB(x, y, level * 0x10101);
        array.setFloat((float) (level / 255.0), 0, y, x, 0);
      }
    }
    ImageIO.write(image, "png", folder.resolve("digit.png").toFile());
    NpyWriter.write(folder.resolve("digit.npy"), new NpyArray(NpyType.FLOAT32, array));
    card = folder.resolve("card.json");
  }

  private void writeCard(String inputs, String explain) throws IOException {
    Files.writeString(
        card,
        """
        {'title': 'Digits', 'signatures': {'serving_default': {'inputs': {%s},
         'outputs': {'output_0': {'classes': ['zero', 'one', 'two', 'three', 'four', 'five', 'six',
           'seven', 'eight', 'nine']}},
         'explain': {%s}}}}
        """
            .formatted(inputs, explain)
            .replace('\'', '"'));
  }

  private static CommandRun explain(Path model, Path out, Object... words) {
    List<Object> all = new ArrayList<>(List.of("explain", model, "--out", out));
    all.addAll(List.of(words));
    return CommandRun.of(all.toArray());
  }

  private JsonNode reply(Path out) throws IOException {
    return JSON.readTree(Files.readString(out.resolve("attribution.json")));
  }

  private void assertSame(Path one, Path other) throws IOException {
    String file = reply(one).at("/layers/0/tensors/0/file").textValue();
    assertThat(Fixtures.array(one.resolve(file))).isEqualTo(Fixtures.array(other.resolve(file)));
  }

  @Test
  void picturesAreWhatTheirArraysAre() throws IOException {
    Path image = folder.resolve("image");
    Path array = folder.resolve("array");
    CommandRun run =
        explain(
            DIGITS,
            image,
            "--layer",
            "conv1",
            "--target",
            "3",
            "--preprocess",
            "image=0..1",
            "--input",
            "image=" + folder.resolve("digit.png"));
    assertThat(run.status()).as(run.err()).isZero();
    explain(
        DIGITS,
        array,
        "--layer",
        "conv1",
        "--target",
        "3",
        "--input",
        "image=" + folder.resolve("digit.npy"));
    assertSame(image, array);
  }

  @Test
  void picturesOfAnUnknownRangeAreRefused() {
    CommandRun run =
        explain(
            DIGITS,
            folder.resolve("out"),
            "--layer",
            "conv1",
            "--target",
            "3",
            "--input",
            "image=" + folder.resolve("digit.png"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("[InputConversion] Input \"image\" (float32 [?,8,8,1]) cannot be made of")
        .contains("--preprocess image=0..255");
  }

  @Test
  void limitsHaveOptions() {
    CommandRun run =
        explain(
            DIGITS,
            folder.resolve("out"),
            "--layer",
            "conv1",
            "--target",
            "3",
            "--preprocess",
            "image=0..1",
            "--read-pixels",
            "10",
            "--input",
            "image=" + folder.resolve("digit.png"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("it has 8 x 8 pixels, and at most 10 are read")
        .contains("raise the limit with --read-bytes or --read-pixels");
  }

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
    assertThat(run.err()).contains(words).doesNotContain("\tat ");
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
  void textsAreIdsByAVocabulary() throws IOException {
    Files.writeString(folder.resolve("words.txt"), "[PAD]\nthe\nfilm\nwas\ngood\n");
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"tokens": {"kind": "tokens",
          "tokenize": {"vocabulary": "words.txt"}}}}}}
        """);
    NpyWriter.write(
        folder.resolve("ids.npy"),
        new NpyArray(NpyType.INT64, StdArrays.ndCopyOf(new long[][] {{1, 2, 3, 4, 0, 0, 0}})));
    Path text = folder.resolve("text");
    Path array = folder.resolve("array");
    CommandRun run =
        explain(
            TRANSFORMER,
            text,
            "--card",
            card,
            "--all-layers",
            "--target",
            "0",
            "--input",
            "tokens=\"the film was good\"");
    assertThat(run.status()).as(run.err()).isZero();
    explain(
        TRANSFORMER,
        array,
        "--all-layers",
        "--target",
        "0",
        "--input",
        "tokens=" + folder.resolve("ids.npy"));
    assertSame(text, array);
  }

  /** The tokenizer comes with the command line, and is found as a service. */
  @Test
  void textsAreIdsByATokenizer() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "pre_tokenizer": {"type": "Whitespace"},
         "padding": {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": null,
           "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
         "model": {"type": "WordLevel", "unk_token": "[UNK]",
           "vocab": {"[PAD]": 0, "the": 1, "film": 2, "was": 3, "good": 4, "[UNK]": 5}}}
        """);
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"tokens": {"kind": "tokens",
          "tokenize": {"tokenizer": "tokenizer.json"}}}}}}
        """);
    Path out = folder.resolve("out");
    CommandRun run =
        explain(
            TRANSFORMER,
            out,
            "--card",
            card,
            "--layer",
            "embedding",
            "--target",
            "0",
            "--input",
            "tokens=\"the film was good, the film was bad\"");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Note: \"request\" has 9 tokens, of which input \"tokens\" takes the first 7.");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void tablesOfStepsAreSeries() throws IOException {
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"x": {"kind": "series",
          "channels": ["temp", "load", "wind"], "unit": "h"}}}}}
        """);
    Files.writeString(folder.resolve("a.csv"), "load,temp,wind\n1,2,3\n4,5,6\n");
    Files.writeString(folder.resolve("b.csv"), "temp,load,wind\n-1,0,1\n2,2,2\n");
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "csv", "layers": ["each"], "target": 0, "inputs": {"x": ["a.csv", "b.csv"]}}
            {"id": "json", "layers": ["each"], "target": 0,
             "inputs": {"x": [[[2, 1, 3], [5, 4, 6]], [[-1, 0, 1], [2, 2, 2]]]}}
            """
                .replace("0,\n", "0,"));
    Path out = folder.resolve("out");
    CommandRun run = explain(SERIES, out, "--card", card, "--requests", requests);
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertSame(out.resolve("csv"), out.resolve("json"));
    CommandRun two =
        CommandRun.of(
            "bench",
            SERIES,
            "--layer=each",
            "--runs=1",
            "--card",
            card,
            "--input",
            "x=" + folder.resolve("a.csv"),
            "--input",
            "x=" + folder.resolve("b.csv"));
    assertThat(two.out()).contains("Input \"x\" [2,2,3]");
  }

  @Test
  void rowsOfTablesAndNumbersOfRequestsAreArrays() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,b,c\n0,1,2\n3,4,5\n");
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "csv", "layers": ["linear1"], "target": 0, "inputs": {"x": "rows.csv#2"}}
            {"id": "json", "layers": ["linear1"], "target": 0, "inputs": {"x": [[3, 4, 5.0]]}}
            {"id": "uneven", "layers": ["linear1"], "target": 0, "inputs": {"x": [[3, 4], 5]}}
            """);
    Path out = folder.resolve("out");
    CommandRun run = explain(LINEAR, out, "--requests", requests);
    assertThat(run.out()).contains("2 explained, 1 failed");
    assertSame(out.resolve("csv"), out.resolve("json"));
    assertThat(reply(out.resolve("csv")).at("/notes/0/kind").textValue()).isEqualTo("input");
    assertThat(reply(out.resolve("csv")).at("/notes/0/text").textValue())
        .contains("in the file's order");
    assertThat(reply(out.resolve("uneven")).at("/error/message").textValue())
        .contains("its lists are not equally long");
  }

  @Test
  void verifyAndBenchReadTheSameInputs() {
    Object[] inputs = {
      "--preprocess", "image=0..1", "--input", "image=" + folder.resolve("digit.png")
    };
    List<Object> verify =
        new ArrayList<>(List.of("verify", DIGITS, "--layer", "conv3", "--target", "3"));
    verify.addAll(List.of(inputs));
    assertThat(CommandRun.of(verify.toArray()).err()).isEmpty();
    List<Object> bench = new ArrayList<>(List.of("bench", DIGITS, "--layer", "conv3", "--runs=1"));
    bench.addAll(List.of(inputs));
    CommandRun run = CommandRun.of(bench.toArray());
    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void verifyAndBenchTellWhatWasAssumedOfInputs() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,b,c\n0,1,2\n");
    String note = "Input \"x\" got the columns of";
    String input = "x=" + folder.resolve("rows.csv");
    List<Object> verify =
        List.of("verify", LINEAR, "--layer", "linear1", "--target", "0", "--input", input);
    assertThat(CommandRun.of(verify.toArray()).out()).contains("Note: " + note);
    List<Object> json = new ArrayList<>(verify);
    json.add("--json");
    assertThat(JSON.readTree(CommandRun.of(json.toArray()).out()).at("/notes/0/text").textValue())
        .startsWith(note);
    List<Object> bench = List.of("bench", LINEAR, "--layer=linear1", "--runs=1", "--input", input);
    assertThat(CommandRun.of(bench.toArray()).out()).contains("Note: " + note);
    json = new ArrayList<>(bench);
    json.add("--json");
    JsonNode notes = JSON.readTree(CommandRun.of(json.toArray()).out()).path("notes");
    assertThat(notes.at("/0/kind").textValue()).isEqualTo("input");
    assertThat(notes.at("/0/text").textValue()).startsWith(note);
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
}
