package io.attributable.cli.diff;

import static j2html.TagCreator.body;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.attributable.evidence.compare.Metric;
import io.attributable.report.PageColours;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A comparison as a page without scripts, which needs no network. */
public final class DiffPage {
  private static final int MOST_REQUESTS = 200;

  private final DiffReport report;

  private DiffPage(DiffReport report) {
    this.report = report;
  }

  /** The page. */
  public static String html(DiffReport report) {
    return new DiffPage(report).html();
  }

  private String html() {
    return document(
        j2html.TagCreator.html(
                head(
                    meta().attr("charset", "utf-8"),
                    meta()
                        .attr("http-equiv", "Content-Security-Policy")
                        .attr("content", "default-src 'none'; style-src 'unsafe-inline'"),
                    meta()
                        .attr("name", "viewport")
                        .attr("content", "width=device-width, initial-scale=1"),
                    meta().attr("name", "color-scheme").attr("content", "light dark"),
                    title("Explanations of two versions"),
                    style(rawHtml(PageColours.css() + css()))),
                body(
                    top(),
                    main(
                        section(
                            h2("Layers"),
                            lead(),
                            layers(),
                            p(DiffText.outputs(report)).withClass("muted")),
                        section(h2("Requests"), each(shown(), this::request), more()))))
            .attr("lang", "en"));
  }

  private DomContent top() {
    String failed = report.failed() == 0 ? "" : " · failed requests: " + report.failed();
    return header(
        p("Do both versions explain alike?").withClass("overline"),
        h1(verdict()),
        p("%d requests · required: %s%s"
                .formatted(report.requests().size(), DiffText.required(report), failed))
            .withClass("muted"),
        p("Before: " + report.before()).withClass("muted"),
        p("After: " + report.after()).withClass("muted"));
  }

  private String verdict() {
    if (report.isMet()) {
      return "All thresholds are met";
    }
    if (report.violations() == 0) {
      return "Not all requests could be explained by both";
    }
    return report.violations() == 1
        ? "1 threshold is not met"
        : "%d thresholds are not met".formatted(report.violations());
  }

  private DomContent lead() {
    return p("The example that agrees least, and below it the mean over all examples. What does not"
            + " meet a threshold is marked.")
        .withClass("muted");
  }

  private DomContent layers() {
    List<String> heads = new ArrayList<>(List.of("Layer", "Examples"));
    LayerSummary.METRICS.forEach(metric -> heads.add(metric.word()));
    return div(table(
            caption("By layer, over all requests"),
            thead(tr(each(heads, text -> th(text).attr("scope", "col")))),
            tbody(each(LayerSummary.of(report), this::row))))
        .withClass("scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", "Layers");
  }

  private DomContent row(LayerSummary layer) {
    DomContent name = th(DiffText.name(layer)).attr("scope", "row");
    if (!layer.problem().isEmpty()) {
      DomContent problem = div("✗ " + layer.problem()).withClass("problem");
      String columns = String.valueOf(1 + LayerSummary.METRICS.size());
      return tr(name, td(problem).attr("colspan", columns));
    }
    return tr(
        name,
        td(String.valueOf(layer.examples().size())),
        each(LayerSummary.METRICS, metric -> cell(layer, metric)));
  }

  private DomContent cell(LayerSummary layer, Metric metric) {
    Double required = report.thresholds().values().get(metric);
    boolean met = required == null || metric.meets(layer.worst(metric), required);
    String worst = DiffText.number(layer.worst(metric));
    DomContent mean = div("mean " + DiffText.number(layer.mean(metric))).withClass("mean");
    return met ? td(text(worst), mean) : td(text("✗ " + worst), mean).withClass("failed");
  }

  /** Those with something to tell first. */
  private List<RequestDiff> shown() {
    return report.requests().stream()
        .sorted((one, other) -> Integer.compare(weight(other), weight(one)))
        .limit(MOST_REQUESTS)
        .toList();
  }

  private static int weight(RequestDiff request) {
    return request.failure().isEmpty() ? request.count() : Integer.MAX_VALUE;
  }

  private DomContent more() {
    int left = report.requests().size() - MOST_REQUESTS;
    return left > 0 ? p(left + " more are in diff.json").withClass("muted") : div();
  }

  private DomContent request(RequestDiff request) {
    if (!request.failure().isEmpty()) {
      return p(request.id() + ": " + request.failure()).withClass("failed");
    }
    if (request.violations().isEmpty()) {
      return p(request.id() + ": all thresholds are met");
    }
    return details(
        summary("%s: %d not met".formatted(request.id(), request.count())),
        ul(each(request.lines(), line -> li(line))));
  }

  private static String css() {
    try (InputStream file =
        Objects.requireNonNull(DiffPage.class.getResourceAsStream("diff.css"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
