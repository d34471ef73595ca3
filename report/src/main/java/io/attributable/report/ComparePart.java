package io.attributable.report;

import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.label;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.select;

import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;

/** Where two examples, or two classes of one, are laid side by side. The script fills it. */
final class ComparePart {

  private ComparePart() {}

  static SectionTag html() {
    return section(
            h2("Side by side").attr("id", "compare-title").attr("tabindex", "-1"),
            p("Choose two examples, or two classes of one.").attr("class", "lead"),
            div(side("left", "On the left"), side("right", "On the right"))
                .attr("class", "choices"),
            div().attr("id", "compared"),
            button("Close").attr("type", "button").attr("id", "compare-close"))
        .attr("id", "compare")
        .attr("hidden")
        .attr("aria-labelledby", "compare-title");
  }

  private static DomContent side(String id, String name) {
    return div(label(name).attr("for", "compare-" + id), select().attr("id", "compare-" + id))
        .attr("class", "choice");
  }
}
