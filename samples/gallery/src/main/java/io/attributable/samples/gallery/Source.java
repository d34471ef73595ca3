package io.attributable.samples.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of a sample's own source, so that what the page shows is what was run. */
final class Source {
  private static final String SIGNATURE = "  public ";
  private static final String END = "  }";

  private Source() {}

  /** An interface as it is written, without the words about it. */
  static String declaration(Path file) throws IOException {
    return Files.readString(file)
        .lines()
        .dropWhile(line -> !line.startsWith("@AttributedModel"))
        .filter(line -> !line.strip().startsWith("/*") && !line.strip().startsWith("*"))
        .collect(Collectors.joining("\n"));
  }

  /** A public method as it is written. */
  static String method(Path file, String name) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int start = 0;
    while (!lines.get(start).startsWith(SIGNATURE) || !lines.get(start).contains(name + "(")) {
      start++;
    }
    int end = start + lines.subList(start, lines.size()).indexOf(END);
    return String.join("\n", lines.subList(start, end + 1)).stripIndent();
  }
}
