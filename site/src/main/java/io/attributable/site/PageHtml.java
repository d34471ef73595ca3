package io.attributable.site;

import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** A page of the site. */
record PageHtml(Page page, SiteLinks links, Menu menu) {
  /** From so many sections on a page has a list of them. */
  private static final int WORTH_A_LIST = 3;

  /** Sends readers on. */
  static String forward(String to) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Attributable</title>
    <meta http-equiv="refresh" content="0; url=%1$s"></head>
    <body><main><h1>Attributable</h1><p><a href="%1$s">Documentation</a></p></main></body></html>
    """
        .formatted(to);
  }

  String text() {
    return frame(page.path(), page.title(), contents() + body(), menu);
  }

  /** Any page's frame around its body. */
  static String frame(String path, String title, String body, Menu menu) {
    return Assets.text("page.html")
        .replace("{title}", Html.escaped(title))
        .replace("{root}", SiteLinks.relative(path, "x").replaceAll("x$", ""))
        .replace("{menu}", menu.html(path))
        .replace("{body}", body);
  }

  /**
   * Wide tables and lines of code scroll by themselves, with keys, too. What has no words heads no
   * column.
   */
  private String body() {
    AttributeProvider scrolling =
        (node, tag, attributes) -> {
          if (isWide(node) && !tag.equals("code")) {
            attributes.put("tabindex", "0");
          }
        };
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(Pages.EXTENSIONS)
            .attributeProviderFactory(context -> links)
            .attributeProviderFactory(context -> scrolling)
            .build();
    return renderer.render(page.root()).replace("<th></th>", "<td></td>");
  }

  private static boolean isWide(Node node) {
    return node instanceof FencedCodeBlock || node instanceof TableBlock;
  }

  private String contents() {
    var sections = page.sections().stream().filter(section -> section.level() == 2).toList();
    if (sections.size() < WORTH_A_LIST) {
      return "";
    }
    return sections.stream()
        .map(
            section ->
                "<li><a href=\"#%s\">%s</a></li>"
                    .formatted(section.id(), Html.escaped(section.title())))
        .collect(
            Collectors.joining(
                "\n",
                "<details class=\"contents\"><summary>On this page</summary><ul>\n",
                "\n</ul></details>\n"));
  }
}
