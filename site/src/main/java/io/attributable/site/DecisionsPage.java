package io.attributable.site;

import java.util.stream.Collectors;

/** The list of decisions, which is a folder in the sources. */
record DecisionsPage(Pages pages) {
  private static final String FOLDER = "docs/decisions/";

  String text(Menu menu) {
    String list =
        pages.all().values().stream()
            .filter(page -> page.path().startsWith(FOLDER))
            .map(DecisionsPage::item)
            .collect(Collectors.joining("\n", "<h1>Decisions</h1>\n<ul>\n", "\n</ul>\n"));
    return PageHtml.frame(FOLDER + "index.html", "Decisions", list, menu);
  }

  private static String item(Page page) {
    String file = SiteLinks.html(page.path()).substring(FOLDER.length());
    return "<li><a href=\"%s\">%s</a></li>".formatted(file, Html.escaped(page.title()));
  }
}
