package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: model, generated explainer, TensorFlow, pictures, page. */
class DigitsDemoTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void explainsTheSixDigits() throws IOException {
    Path demo = folder.resolve("a/new folder");

    assertThat(run("--out", demo.toString())).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .anySatisfy(
            line -> assertThat(line).matches(" +3 +3 +3 +52\\.3% +8 +45\\.6% +right, but.*"))
        .anySatisfy(
            line -> assertThat(line).matches(" +5 +6 +4 +95\\.9% +6 +3\\.2% +wrong: it is a 6"))
        .anySatisfy(line -> assertThat(line).endsWith(demo.resolve("index.html").toString()));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    try (Stream<Path> files = Files.walk(demo)) {
      assertThat(files.filter(file -> file.toString().endsWith(".png"))).hasSize(6 * 16);
    }
    assertThat(Files.readString(demo.resolve("index.html")))
        .contains("Why 4?", "Why not 6?", "<span>target 4 − 6 · global</span>");
  }

  @Test
  void aFolderThatCannotBeMadeIsAFailure() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run("--out", file.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(file.toString());
  }

  @Test
  void wrongUsageIsToldApart() {
    assertThat(run("--output", "x")).isEqualTo(2);
    assertThat(run("--out")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: DigitsDemo [--out DIR]");
    assertThat(run("--help")).isZero();
  }

  private int run(String... args) {
    return new DigitsDemo(print(out), print(err)).run(args);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
