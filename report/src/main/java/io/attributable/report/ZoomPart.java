package io.attributable.report;

import static j2html.TagCreator.button;
import static j2html.TagCreator.dialog;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;

/** Where a picture is enlarged. The script fills it. */
final class ZoomPart {
  private ZoomPart() {}

  static DomContent html() {
    return dialog(
            div(
                    h2().attr("id", "zoom-title"),
                    div(
                            tool("zoom-out", "Smaller", "−"),
                            span("100 %").attr("id", "zoom-level").attr("aria-live", "polite"),
                            tool("zoom-in", "Larger", "+"),
                            button("Close").attr("type", "button").attr("id", "zoom-close"))
                        .attr("class", "zoom-tools"))
                .attr("class", "zoom-head"),
            div()
                .attr("id", "zoomed")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", "The enlarged picture"),
            p().attr("id", "zoom-readout").attr("class", "readout").attr("aria-live", "polite"))
        .attr("id", "zoom")
        .attr("aria-labelledby", "zoom-title");
  }

  private static DomContent tool(String id, String name, String sign) {
    return button(sign).attr("type", "button").attr("id", id).attr("aria-label", name);
  }
}
