package io.attributable.report;

import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.label;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.option;
import static j2html.TagCreator.select;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import j2html.tags.specialized.NavTag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What readers choose from: the example, the method, the place, the class, the page's colours. */
final class Toolbar {
  private final ReportContent report;
  private final Map<Integer, List<MapGroup>> maps;

  Toolbar(ReportContent report, Map<Integer, List<MapGroup>> maps) {
    this.report = report;
    this.maps = maps;
  }

  NavTag html() {
    Map<String, String> methods = new LinkedHashMap<>();
    Map<String, String> places = new LinkedHashMap<>();
    Map<String, String> classes = new LinkedHashMap<>();
    for (List<MapGroup> groups : maps.values()) {
      for (MapGroup group : groups) {
        methods.put(group.method(), group.method());
        places.put(group.place(), group.place());
        group.views().stream()
            .filter(view -> view.role() != MapView.Role.DIFFERENCE)
            .forEach(view -> classes.put(view.label().text(), view.label().text()));
      }
    }
    return nav(div(
                examples(),
                filter("method", "Method", "All methods", methods),
                filter("place", "Layer or input", "All places", places),
                filter("class", "Class", "All classes", classes),
                button("Side by side")
                    .attr("type", "button")
                    .attr("id", "compare-open")
                    .attr("aria-expanded", "false")
                    .attr("aria-controls", "compare"),
                theme())
            .attr("class", "choices"))
        .attr("class", "toolbar needs-script")
        .attr("aria-label", "What is shown");
  }

  private DomContent examples() {
    Map<String, String> names = new LinkedHashMap<>();
    maps.keySet().forEach(i -> names.put("" + i, ExampleNames.of(report, i)));
    return maps.size() < 2
        ? span().attr("hidden")
        : choice(
            "example",
            "Example",
            div(
                    step("previous", "Previous example", "‹"),
                    select(each(names.entrySet(), e -> option(e.getValue()).withValue(e.getKey())))
                        .attr("id", "choose-example"),
                    step("next", "Next example", "›"))
                .attr("class", "stepper"));
  }

  private static DomContent step(String id, String name, String sign) {
    return button(sign).attr("type", "button").attr("id", id).attr("aria-label", name);
  }

  private static DomContent filter(String id, String name, String all, Map<String, String> values) {
    return values.size() < 2
        ? span().attr("hidden")
        : choice(
            id,
            name,
            select(
                    option(all).withValue(""),
                    each(values.entrySet(), e -> option(e.getValue()).withValue(e.getKey())))
                .attr("id", "choose-" + id)
                .attr("data-filter", id));
  }

  private static DomContent theme() {
    return choice(
        "theme",
        "Colours",
        select(
                option("As the system").withValue(""),
                option("Light").withValue("light"),
                option("Dark").withValue("dark"))
            .attr("id", "choose-theme"));
  }

  private static DomContent choice(String id, String name, DomContent input) {
    return div(label(name).attr("for", "choose-" + id), input).attr("class", "choice");
  }
}
