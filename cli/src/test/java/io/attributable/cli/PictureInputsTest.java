package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures on the command line. */
class PictureInputsTest extends InputCommands {
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
  void requestsSayHowTheirPicturesAreRead() throws IOException {
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "array", "layers": ["conv1"], "target": 3, "inputs": {"image": "digit.npy"}}
            {"id": "word", "layers": ["conv1"], "target": 3, "inputs": {"image": "digit.png"}, "preprocess": {"image": "0..1"}}
            {"id": "object", "layers": ["conv1"], "target": 3, "inputs": {"image": "digit.png"}, "preprocess": {"image": {"range": [0, 1]}}}
            {"id": "unsaid", "layers": ["conv1"], "target": 3, "inputs": {"image": "digit.png"}}
            {"id": "number", "layers": ["conv1"], "target": 3, "inputs": {"image": "digit.png"}, "preprocess": {"image": 1}}
            {"id": "list", "layers": ["conv1"], "target": 3, "inputs": {"image": "digit.png"}, "preprocess": ["0..1"]}
            {"id": "other", "layers": ["conv1"], "target": 3, "inputs": {"image": "digit.png"}, "preprocess": {"imag": "0..1"}}
            """);
    Path out = folder.resolve("out");
    Path card = Files.writeString(folder.resolve("none.json"), "{}");
    CommandRun run =
        explain(
            DIGITS, out, "--card", card, "--preprocess", "image=0..255", "--requests", requests);
    assertThat(run.out()).as(run.err()).contains("4 explained, 3 failed");
    assertSame(out.resolve("word"), out.resolve("array"));
    assertSame(out.resolve("object"), out.resolve("array"));
    assertThat(Files.readAllBytes(out.resolve("unsaid/0.conv1.0.npy")))
        .as("the option holds where a request says nothing")
        .isNotEqualTo(Files.readAllBytes(out.resolve("array/0.conv1.0.npy")));
    assertThat(run.err())
        .contains("\"preprocess\" must be a word or an object by input, but is 1")
        .contains("\"preprocess\" must be an object of words or objects by input name")
        .contains("No input \"imag\"");
  }
}
