package io.attributable.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a site of the documentation: static pages, which can be read as files, too.
 *
 * <pre>{@code
 * Site ROOT OUT
 * }</pre>
 */
public final class Site {
  /** What newcomers see first. */
  static final String FRONT = "docs/getting-started.md";

  private static final List<String> ASSETS = List.of("site.css", "search.js");

  private final Pages pages;
  private final Path out;
  private final Set<String> files = new TreeSet<>();

  private Site(Pages pages, Path out) {
    this.pages = pages;
    this.out = out;
  }

  /** The root of the sources, and the folder to write. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /**
   * Writes the site.
   *
   * @return how many pages it has
   */
  public static int write(Path root, Path out) throws IOException {
    Pages pages = Pages.of(root);
    new Site(pages, out).write();
    return pages.all().size();
  }

  private void write() throws IOException {
    Menu menu = Menu.read();
    for (Page page : pages.all().values()) {
      SiteLinks links = new SiteLinks(pages, page, files::add);
      put(SiteLinks.html(page.path()), new PageHtml(page, links, menu).text());
    }
    put("index.html", PageHtml.forward(SiteLinks.html(FRONT)));
    put("docs/decisions/index.html", decisions(menu));
    put("search-index.js", SearchIndex.of(pages));
    for (String asset : ASSETS) {
      put(asset, Assets.text(asset));
    }
    for (String file : files) {
      copy(file);
    }
  }

  /** The folder's own page, which code hosts make themselves. */
  private String decisions(Menu menu) {
    return new DecisionsPage(pages).text(menu);
  }

  private void put(String path, String text) throws IOException {
    Path file = out.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void copy(String path) throws IOException {
    Path file = out.resolve(path);
    Files.createDirectories(file.getParent());
    Files.copy(pages.root().resolve(path), file, StandardCopyOption.REPLACE_EXISTING);
  }
}
