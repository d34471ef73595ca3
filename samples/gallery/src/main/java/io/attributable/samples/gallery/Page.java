package io.attributable.samples.gallery;

import io.attributable.report.PageColours;
import io.attributable.samples.digits.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page as HTML that needs no other file. */
final class Page {
  private static final Template PAGE = Template.of(text("page.html"));
  private static final Template SECTION = Template.of(text("section.html"));
  private static final Template PART = Template.of(text("part.html"));
  private static final Template FIGURE = Template.of(text("figure.html"));

  private Page() {}

  private static String text(String resource) {
    return Template.text(Page.class, resource);
  }

  /** Writes all sections. */
  static String write(List<Section> sections) {
    return PAGE.fill(
        Map.of(
            "style", PageColours.css() + text("page.css"),
            "links", sections.stream().map(Page::link).collect(Collectors.joining()),
            "sections", sections.stream().map(Page::section).collect(Collectors.joining())));
  }

  private static String link(Section section) {
    return Template.of("<li><a href=\"#{{id}}\">{{title}}</a></li>\n")
        .fill(Map.of("id", section.id(), "title", section.title()));
  }

  private static String section(Section section) {
    return SECTION.fill(
        Map.of(
            "id", section.id(),
            "title", section.title(),
            "lead", section.lead(),
            "parts", parts(section),
            "commands",
                section.commands().stream().map(Page::lines).collect(Collectors.joining("\n")),
            "code", section.code(),
            "source", section.source()));
  }

  /** An option on each line. */
  private static String lines(String command) {
    return command.replace(" --", " \\\n    --");
  }

  private static String parts(Section section) {
    return IntStream.range(0, section.parts().size())
        .mapToObj(i -> part(section.parts().get(i), section.id() + "-" + (i + 1)))
        .collect(Collectors.joining());
  }

  private static String part(Part part, String id) {
    return PART.fill(
        Map.of(
            "title", part.title(),
            "text",
                part.text().isEmpty()
                    ? ""
                    : Template.of("<p>{{text}}</p>").fill(Map.of("text", part.text())),
            "reasons", reasons(part.reasons()),
            "figures", figures(part, id)));
  }

  private static String reasons(List<String> reasons) {
    return reasons.isEmpty()
        ? ""
        : reasons.stream()
            .map(reason -> Template.of("<li>{{reason}}</li>").fill(Map.of("reason", reason)))
            .collect(Collectors.joining("\n", "<ol>\n", "\n</ol>"));
  }

  private static String figures(Part part, String id) {
    return IntStream.range(0, part.figures().size())
        .mapToObj(i -> figure(part.figures().get(i), id + "-" + (i + 1)))
        .collect(Collectors.joining());
  }

  private static String figure(Part.Figure figure, String id) {
    String caption =
        figure.caption().isEmpty()
            ? ""
            : Template.of("<figcaption>{{caption}}</figcaption>")
                .fill(Map.of("caption", figure.caption()));
    return FIGURE.fill(Map.of("caption", caption, "pictures", pictures(figure, id)));
  }

  private static String pictures(Part.Figure figure, String id) {
    String picture = figure.picture().svg(id);
    return figure
        .narrow()
        .map(narrow -> only("wide", picture) + only("narrow", narrow.svg(id + "-narrow")))
        .orElse(picture);
  }

  private static String only(String screens, String picture) {
    return "<div class=\"%s\">%s</div>\n".formatted(screens, picture);
  }
}
