package io.attributable.cli.evaluate;

import static j2html.TagCreator.body;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.document;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
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
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.attributable.evaluation.EvaluationMetric;
import io.attributable.evaluation.EvaluationReport;
import io.attributable.evaluation.MethodAgreement;
import io.attributable.evaluation.MethodEvaluation;
import io.attributable.evaluation.Verdict;
import io.attributable.metrics.PerturbationCurve;
import io.attributable.report.PageColours;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** An evaluation as a page without scripts, which needs no network. */
public final class EvaluationPage {
  /** Colours and dashes there are; methods beyond share them. */
  private static final int LOOKS = 8;

  private static final int MOST_FAILURES = 100;
  private static final String CHANGED = "features changed";

  private final EvaluatedModel model;
  private final EvaluationReport report;
  private final Verdict verdict;

  private EvaluationPage(EvaluatedModel model) {
    this.model = model;
    this.report = model.report();
    this.verdict = report.verdict();
  }

  /** The page. */
  public static String html(EvaluatedModel model) {
    return new EvaluationPage(model).html();
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
                    title("Which explanations to believe"),
                    style(rawHtml(PageColours.css() + css()))),
                body(
                    top(),
                    main(
                        section(h2("Why"), ul(each(verdict.reasons(), words -> li(words)))),
                        curves(),
                        section(
                            h2("Methods"),
                            p("Mean ± standard error over the examples; ↑ more is better, ↓ less"
                                    + " is")
                                .withClass("muted"),
                            methods(),
                            meanings()),
                        agreement(),
                        failures())))
            .attr("lang", "en"));
  }

  private DomContent top() {
    return header(
        p("Which explanations are to be believed?").withClass("overline"),
        h1(verdict.headline()),
        verdict.alternatives().isEmpty()
            ? text("")
            : p("No difference within the error: " + String.join(", ", verdict.alternatives()))
                .withClass("also"),
        p("%s of %s".formatted(EvaluationText.examples(report), model.requests()))
            .withClass("muted"),
        p("Model: " + model.model()).withClass("muted"));
  }

  private DomContent curves() {
    DomContent deletion =
        chart(
            "Deletion",
            "Features are taken away, the most important first. A good explanation makes the output"
                + " fall soon.",
            CHANGED,
            MethodEvaluation::deletion);
    DomContent insertion =
        chart(
            "Insertion",
            "Features come back, the most important first. A good explanation makes the output rise"
                + " soon.",
            CHANGED,
            MethodEvaluation::insertion);
    DomContent randomisation =
        chart(
            "Shuffled weights",
            "The weights of more and more layers are shuffled, from the output down. An explanation"
                + " of what was learned becomes another one: its rank correlation falls.",
            "layers shuffled",
            MethodEvaluation::randomisation);
    boolean none =
        report.methods().stream()
            .allMatch(
                method ->
                    method.deletion().isEmpty()
                        && method.insertion().isEmpty()
                        && method.randomisation().isEmpty());
    return none
        ? text("")
        : section(
            h2("Curves"),
            p("Means over all examples; of deletion and insertion the explained output.")
                .withClass("muted"),
            legend(),
            div(deletion, insertion, randomisation).withClass("charts"));
  }

  private DomContent legend() {
    List<DomContent> entries = new ArrayList<>();
    for (int i = 0; i < report.methods().size(); i++) {
      DomContent sample =
          tag("svg")
              .attr("viewBox", "0 0 34 10")
              .attr("aria-hidden", "true")
              .withClass("sample")
              .with(tag("polyline").withClass("curve s" + look(i)).attr("points", "1,5 33,5"));
      entries.add(li(sample, span(report.methods().get(i).name())));
    }
    return ul(each(entries, entry -> entry)).withClass("legend");
  }

  private int look(int method) {
    return report.methods().get(method).isControl() ? LOOKS : method % LOOKS;
  }

  private DomContent chart(
      String name,
      String words,
      String axis,
      Function<MethodEvaluation, Optional<PerturbationCurve>> curve) {
    CurveChart chart = new CurveChart(name + ", by the part of " + axis, axis);
    for (int i = report.methods().size() - 1; i >= 0; i--) {
      int look = look(i);
      curve.apply(report.methods().get(i)).ifPresent(found -> chart.add(look, found));
    }
    return chart.isEmpty()
        ? text("")
        : figure(figcaption(tag("strong").withText(name + ". "), text(words)), chart.svg());
  }

  private DomContent methods() {
    List<String> heads = new ArrayList<>(List.of("Method", "ms"));
    report.metrics().forEach(metric -> heads.add(MetricWords.head(metric)));
    return scroll(
        "Methods",
        table(
            caption("By method"),
            thead(tr(each(heads, words -> th(words).attr("scope", "col")))),
            tbody(each(report.methods(), this::row))));
  }

  private DomContent row(MethodEvaluation method) {
    boolean chosen = verdict.method().filter(method.name()::equals).isPresent();
    return tr(
            th(method.name() + (chosen ? " ✓" : "")).attr("scope", "row"),
            td(EvaluationText.milliseconds(method)),
            each(report.metrics(), metric -> td(MetricWords.number(method.mean(metric)))))
        .withCondClass(chosen, "chosen");
  }

  private DomContent meanings() {
    return dl(
        each(
            report.metrics(),
            (EvaluationMetric metric) -> div(dt(metric.word()), dd(MetricWords.meaning(metric)))));
  }

  private DomContent agreement() {
    return report.agreement().isEmpty()
        ? text("")
        : section(
            h2("How far methods agree"),
            p("Rank correlation, shared features among the ten largest, same signs")
                .withClass("muted"),
            scroll(
                "Agreement",
                table(
                    caption("By pair of methods"),
                    thead(
                        tr(
                            each(
                                List.of("Method", "With", "spearman", "top 10", "signs"),
                                words -> th(words).attr("scope", "col")))),
                    tbody(each(report.agreement(), EvaluationPage::pair)))));
  }

  private static DomContent pair(MethodAgreement pair) {
    return tr(
        th(pair.one()).attr("scope", "row"),
        td(pair.other()),
        td(MetricWords.number(pair.spearman())),
        td(MetricWords.number(pair.topK())),
        td(MetricWords.number(pair.signs())));
  }

  private DomContent failures() {
    List<String> lines = EvaluationText.failures(report);
    return lines.isEmpty()
        ? text("")
        : section(
            h2("What could not be measured"),
            ul(each(lines.stream().limit(MOST_FAILURES).toList(), line -> li(line)))
                .withClass("failed"));
  }

  private static DomContent scroll(String label, DomContent content) {
    return div(content)
        .withClass("scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", label);
  }

  private static String css() {
    try (InputStream file =
        Objects.requireNonNull(EvaluationPage.class.getResourceAsStream("evaluation.css"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
