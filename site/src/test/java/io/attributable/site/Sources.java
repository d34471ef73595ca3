package io.attributable.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The documentation, as the tests see it. */
final class Sources {
  static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("project.root")));
  static final Pages PAGES = read();

  private Sources() {}

  private static Pages read() {
    try {
      return Pages.of(ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Code of a language, with its page; what only changes looks at is left out. */
  static List<Snippet> snippets(String language) {
    return PAGES.all().values().stream()
        .filter(page -> !page.path().startsWith("docs/decisions/"))
        .flatMap(page -> page.blocks().stream().map(block -> new Snippet(page.path(), block)))
        .filter(snippet -> snippet.block().language().equals(language))
        .toList();
  }

  /** A block of code and the page that has it. */
  record Snippet(String path, Page.Block block) {
    String code() {
      return block.code();
    }

    @Override
    public String toString() {
      return path + ":\n" + code();
    }
  }
}
