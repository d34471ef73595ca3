package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
}
