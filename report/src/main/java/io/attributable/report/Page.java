package io.attributable.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.TagCreator;
import j2html.tags.specialized.BodyTag;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.HeaderTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report as a page. */
final class Page {
  private final ReportContent report;
  private final Map<Integer, List<MapGroup>> maps = new TreeMap<>();

  Page(ReportContent report) {
    this.report = report;
    int shown = Math.min(report.examples(), ReportContent.MOST_EXAMPLES);
    for (int i = 0; i < shown; i++) {
      maps.put(i, new ExampleMaps(report, i).groups());
    }
  }

  String html() {
    return document(TagCreator.html(pageHead(), pageBody()).attr("lang", "en"));
  }

  private HeadTag pageHead() {
    String policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
            + Resources.hash(Resources.STYLE)
            + "; script-src "
            + Resources.hash(Resources.SCRIPT);
    return head(
        meta().attr("charset", "utf-8"),
        meta().attr("http-equiv", "Content-Security-Policy").attr("content", policy),
        meta().attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"),
        meta().attr("name", "color-scheme").attr("content", "light dark"),
        title("Why? " + report.title()),
        style(rawHtml(Resources.STYLE)));
  }

  private BodyTag pageBody() {
    return body(
        a("Skip to the explanation").attr("href", "#main").attr("class", "skip"),
        pageHeader(),
        new Toolbar(report, maps).html(),
        main(
                each(
                    maps.entrySet(),
                    entry -> new ExamplePart(report, entry.getKey(), entry.getValue()).html()),
                ComparePart.html(),
                new AskedPart(report, maps).html())
            .attr("id", "main"),
        ZoomPart.html(),
        script(rawHtml(PageData.json(maps))).attr("type", "application/json").attr("id", "data"),
        script(rawHtml(Resources.SCRIPT)));
  }

  private HeaderTag pageHeader() {
    List<String> facts = new ArrayList<>();
    facts.add("Model " + ExampleNames.file(report.provenance().model()));
    report.provenance().signature().ifPresent(known -> facts.add("signature " + known.name()));
    int examples = report.examples();
    facts.add(examples == 1 ? "1 example" : examples + " examples");
    if (examples > maps.size()) {
      facts.add("the first " + maps.size() + " are shown");
    }
    return header(
            p("Why did the model decide so?").attr("class", "overline"),
            h1(report.title()),
            p(String.join(" · ", facts)).attr("class", "muted"))
        .attr("class", "top");
  }
}
