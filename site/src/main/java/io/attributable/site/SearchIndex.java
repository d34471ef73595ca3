package io.attributable.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code search.js} looks in: each section's address, page, heading and text. */
final class SearchIndex {
  private SearchIndex() {}

  /** A script rather than JSON, as pages that are opened as files may load scripts alone. */
  static String of(Pages pages) {
    List<List<String>> sections = new ArrayList<>();
    pages.all().values().forEach(page -> add(page, sections));
    try {
      return "window.searchIndex=" + new ObjectMapper().writeValueAsString(sections) + ";\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(Page page, List<List<String>> index) {
    Map<String, String> texts = page.texts();
    String address = SiteLinks.html(page.path());
    for (Page.Section section : page.sections()) {
      String anchor = section.level() == 1 ? "" : "#" + section.id();
      String text = texts.getOrDefault(section.id(), "");
      index.add(List.of(address + anchor, page.title(), section.title(), text));
    }
  }
}
