package io.attributable.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;

/** Turns links between Markdown files into links between pages of the site. */
final class SiteLinks implements AttributeProvider {
  private final Pages pages;
  private final Page page;
  private final Consumer<String> linked;

  /**
   * Links of a page.
   *
   * @param linked gets the files that are no pages, to be copied
   */
  SiteLinks(Pages pages, Page page, Consumer<String> linked) {
    this.pages = pages;
    this.page = page;
    this.linked = linked;
  }

  /** Where a page lies in the site. */
  static String html(String path) {
    return path.substring(0, path.length() - ".md".length()) + ".html";
  }

  /** The way from a page to another file of the site. */
  static String relative(String from, String to) {
    Path folder = Path.of("/", from).resolveSibling("");
    return folder.relativize(Path.of("/", to)).toString().replace('\\', '/');
  }

  @Override
  public void setAttributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Link link) {
      attributes.put("href", site(link.getDestination()));
    } else if (node instanceof Image image) {
      attributes.put("src", site(image.getDestination()));
    }
  }

  /** A link as it is in the site. */
  String site(String link) {
    return pages.target(page, link).map(this::site).orElse(link);
  }

  private String site(Pages.Target target) {
    String anchor = target.anchor().isEmpty() ? "" : "#" + target.anchor();
    if (target.path().equals(page.path())) {
      return anchor;
    }
    return relative(page.path(), file(target.path())) + anchor;
  }

  private String file(String path) {
    Optional<Page> known = pages.page(path);
    if (known.isPresent()) {
      return html(known.get().path());
    }
    if (Files.isDirectory(pages.root().resolve(path))) {
      return path + "/index.html";
    }
    linked.accept(path);
    return path;
  }
}
