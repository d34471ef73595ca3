package io.attributable.report;

import static j2html.TagCreator.button;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;

import io.attributable.pictures.Picture;
import j2html.tags.DomContent;
import j2html.tags.specialized.FigureTag;
import java.util.Locale;

/** A picture with its caption, its numbers, and what can be done with it. */
final class MapFigure {
  private MapFigure() {}

  static FigureTag of(MapGroup group, MapView view) {
    String about = group.name() + ", for " + view.label().text();
    return figure(
            figcaption(h4(heading(group, view)), p(group.place()).attr("class", "muted")),
            canvas(view, about),
            each(view.waterfall().stream().toList(), picture -> way(view, picture)),
            p().attr("class", "readout needs-script").attr("aria-live", "polite"),
            each(
                view.drawn().data().note().stream().toList(),
                note -> p(note).attr("class", "muted small")),
            tools(about))
        .attr("class", "map" + (view.drawn().data().isGrid() ? "" : " wide"))
        .attr("id", view.id())
        .attr("data-map", view.id())
        .attr("data-method", group.method())
        .attr("data-place", group.place())
        .attr("data-class", view.label().text())
        .attr("data-group", group.number())
        .attr("data-role", view.role().name().toLowerCase(Locale.ROOT));
  }

  private static String heading(MapGroup group, MapView view) {
    return view.role() == MapView.Role.WHY
        ? group.method()
        : view.role() == MapView.Role.WHY_NOT
            ? group.method() + ": " + view.label().text()
            : "The difference: " + view.label().text();
  }

  private static DomContent canvas(MapView view, String about) {
    return div(InlineSvg.element(view.drawn().picture(), "svg-" + view.id(), about))
        .attr("class", "canvas")
        .attr("tabindex", "0")
        .attr("role", "application")
        .attr("aria-roledescription", "picture with values")
        .attr("aria-label", about + ". Arrow keys move from value to value.");
  }

  private static DomContent way(MapView view, Picture picture) {
    return div(InlineSvg.element(picture, "way-" + view.id(), "From the baseline to the score"))
        .attr("class", "waterfall");
  }

  private static DomContent tools(String about) {
    return div(
            button("Enlarge")
                .attr("type", "button")
                .attr("class", "enlarge")
                .attr("aria-label", "Enlarge " + about),
            details(summary("Numbers"), div().attr("class", "numbers"))
                .attr("class", "numbers-details")
                .attr("data-about", about))
        .attr("class", "tools needs-script");
  }
}
