package io.attributable.samples.methods;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Explains one digit and one sentence by every method and writes two pictures.
 *
 * <pre>{@code
 * Gallery samples docs/pictures
 * }</pre>
 */
public final class Gallery {
  private final Path samples;

  /** Reads models and examples from the samples' folder. */
  Gallery(Path samples) {
    this.samples = samples;
  }

  /** The samples' folder, and where pictures are written. */
  public static void main(String[] arguments) throws IOException {
    new Gallery(Path.of(arguments[0])).write(Path.of(arguments[1]));
  }

  /** Writes {@code methods-digit.svg} and {@code methods-sentence.svg}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Digit digit = new Digit(samples.resolve("digits/src/main/resources"));
    List<Values> pictures =
        Stream.of(List.of(digit.scan()), digit.model().explain(), List.of(digit.smoothed()))
            .flatMap(List::stream)
            .toList();
    Files.writeString(folder.resolve("methods-digit.svg"), Mosaic.svg(pictures));
    Sentence sentence = new Sentence(samples.resolve("methods/src/main/resources/sentences"));
    Files.writeString(
        folder.resolve("methods-sentence.svg"),
        ShadedText.svg(sentence.words(), sentence.model().explain()));
  }
}
