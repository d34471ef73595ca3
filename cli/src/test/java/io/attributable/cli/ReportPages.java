package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.npy.NpyArray;
import io.attributable.testing.Fixtures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.tensorflow.ndarray.FloatNdArray;

/** Reports of a picture, a text and a row, made with the command. */
final class ReportPages {
  private static final String DIGITS =
      """
      {"title": "Handwritten digits", "signatures": {"serving_default": {
        "inputs": {"image": {"kind": "image", "preprocess": {"range": "0..1"}}},
        "outputs": {"output_0": {"classes": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]}}}}}
      """;
  private static final String REVIEWS =
      """
      {"title": "Film reviews", "signatures": {"serving_default": {
        "inputs": {"text": {"kind": "tokens", "feeds": {"ids": "tokens"}, "tokenize": {"vocabulary": "%s"}}},
        "outputs": {"output_0": {"classes": ["against", "in favour"]}}}}}
      """;
  private static final String CREDIT =
      """
      {"title": "Credit", "signatures": {"serving_default": {
        "inputs": {"x": {"kind": "tabular", "baseline": 0.5, "features": [
          {"name": "income", "text": "Income <b>", "unit": "k€"}, {"name": "debt"}, {"name": "age", "unit": "years"}]}},
        "outputs": {"%s": {"classes": ["yes", "no"]}}}}}
      """;

  private final Path folder;

  ReportPages(Path folder) {
    this.folder = folder;
  }

  /** The page of an example or several. */
  Path page(String name, Path model, String card, List<String> words) throws IOException {
    Path page = folder.resolve(name + ".html");
    Path file = Files.writeString(folder.resolve(name + ".json"), card);
    List<Object> all = new ArrayList<>(List.of("report", model, "--card", file, "--out", page));
    all.addAll(words);
    CommandRun run = CommandRun.of(all.toArray());
    assertThat(run.status()).as(run.err()).isZero();
    return page;
  }

  Path digits(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of(more));
    for (int digit : new int[] {2, 5}) {
      words.addAll(List.of("--input", "image=" + picture(digit)));
    }
    return page("digits", Fixtures.model("digits"), DIGITS, words);
  }

  private Path picture(int digit) throws IOException {
    NpyArray all = Fixtures.npy(Fixtures.root().resolve("digits/images.npy"));
    FloatNdArray image = (FloatNdArray) all.values();
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      int level = Math.round(image.getFloat(digit, i / 8, i % 8, 0) * 255);
      picture.getRaster().setSample(i % 8, i / 8, 0, level);
    }
    Path file = folder.resolve("digit-" + digit + ".png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  Path reviews() throws IOException {
    Path sample = Fixtures.root().resolveSibling("samples/methods/src/main/resources/sentences");
    return page(
        "reviews",
        sample.resolve("model"),
        REVIEWS.formatted(sample.resolve("words.txt")),
        List.of("--input", "text=\"the story was not boring and the music is very good\""));
  }

  Path credit(String... more) throws IOException {
    Path table = Files.writeString(folder.resolve("data.csv"), "income,debt,age\n2,1,3\n4,-5,6\n");
    List<String> words = new ArrayList<>(List.of("--input", "x=" + table));
    words.addAll(List.of(more));
    return page("credit", Fixtures.model("captum_multilayer"), CREDIT.formatted("output"), words);
  }

  /** A recording of 150 steps, by the sample's own card. */
  Path gesture() throws IOException {
    Path sample = Fixtures.root().resolveSibling("samples/gestures/models/gestures");
    String steps =
        IntStream.range(0, 150)
            .mapToObj(i -> String.valueOf(Math.sin(i / 25.0)))
            .collect(Collectors.joining("\n", "height\n", "\n"));
    Path table = Files.writeString(folder.resolve("hand.csv"), steps);
    Path page = folder.resolve("gesture.html");
    CommandRun run = CommandRun.of("report", sample, "--input", "hand=" + table, "--out", page);
    assertThat(run.status()).as(run.err()).isZero();
    return page;
  }
}
