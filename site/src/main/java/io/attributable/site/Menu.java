package io.attributable.site;

import java.util.ArrayList;
import java.util.List;

/** What stands beside each page: groups of links. */
record Menu(List<Group> groups) {
  /** Links under a title. */
  record Group(String title, List<Item> items) {}

  /** A link, to a page of the sources or a folder of the site. */
  record Item(String path, String title) {}

  /** The resource {@code menu.txt}: groups as lines of their own, items indented below. */
  static Menu read() {
    List<Group> groups = new ArrayList<>();
    for (String line : Assets.text("menu.txt").lines().toList()) {
      if (!line.startsWith(" ")) {
        groups.add(new Group(line, new ArrayList<>()));
      } else {
        String[] item = line.strip().split("\\s+", 2);
        groups.get(groups.size() - 1).items().add(new Item(item[0], item[1]));
      }
    }
    return new Menu(groups);
  }

  String html(String here) {
    StringBuilder text = new StringBuilder();
    for (Group group : groups) {
      text.append("<p>").append(Html.escaped(group.title())).append("</p>\n<ul>\n");
      group.items().forEach(item -> text.append(link(item, here)));
      text.append("</ul>\n");
    }
    return text.toString();
  }

  private static String link(Item item, String here) {
    String to = item.path().endsWith(".md") ? SiteLinks.html(item.path()) : item.path();
    String current = item.path().equals(here) ? " aria-current=\"page\"" : "";
    return "<li><a href=\"%s\"%s>%s</a></li>%n"
        .formatted(SiteLinks.relative(here, to), current, Html.escaped(item.title()));
  }
}
