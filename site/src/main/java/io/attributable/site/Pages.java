package io.attributable.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;

/**
 * All pages: the Markdown of the root, of {@code docs}, and the README of each sample and tool.
 *
 * @param root of the sources
 * @param all by their paths
 */
public record Pages(Path root, Map<String, Page> all) {
  static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private static final String DOCS = "docs";
  private static final List<String> WITH_README = List.of("samples", "tools", "benchmarks");

  /** Reads the pages of a source tree. */
  public static Pages of(Path root) throws IOException {
    Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    Map<String, Page> pages = new TreeMap<>();
    for (Path file : files(root)) {
      String path = root.relativize(file).toString().replace('\\', '/');
      pages.put(path, new Page(path, parser.parse(Files.readString(file))));
    }
    return new Pages(root, pages);
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>(markdown(root, 1));
    files.addAll(markdown(root.resolve(DOCS), Integer.MAX_VALUE));
    for (String folder : WITH_README) {
      markdown(root.resolve(folder), Integer.MAX_VALUE).stream()
          .filter(file -> file.endsWith("README.md"))
          .forEach(files::add);
    }
    return files;
  }

  private static List<Path> markdown(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }

  /** Where a link of a page leads; empty if out of these sources. */
  public Optional<Target> target(Page from, String link) {
    if (link.matches("[a-z]+:.*")) {
      return Optional.empty();
    }
    String[] parts = link.split("#", 2);
    Path folder = Path.of(from.path()).resolveSibling("");
    String path =
        parts[0].isEmpty() ? from.path() : folder.resolve(parts[0]).normalize().toString();
    return Optional.of(new Target(path.replace('\\', '/'), parts.length > 1 ? parts[1] : ""));
  }

  /** A folder is what its README tells, if there is one. */
  Optional<Page> page(String path) {
    Page page = all.get(path);
    return page != null ? Optional.of(page) : Optional.ofNullable(all.get(path + "/README.md"));
  }

  /**
   * Where a link leads.
   *
   * @param path from the root of the sources
   * @param anchor a section's id, or empty
   */
  public record Target(String path, String anchor) {}
}
