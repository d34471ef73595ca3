package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page that is made of the code, and kept beside the others. */
final class GeneratedPage {
  private GeneratedPage() {}

  /** Holds a page against what it should be; with {@code -Dgoldens.update=true} writes it. */
  static void check(String path, String text) throws IOException {
    Path file = Sources.ROOT.resolve(path);
    if (Boolean.getBoolean("goldens.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(path + " is stale; write it with -Dgoldens.update=true")
        .isEqualTo(text);
  }

  /** Text within a cell of a table. */
  static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
  }
}
