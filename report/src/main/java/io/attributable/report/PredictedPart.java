package io.attributable.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.Locale;

/** What was predicted, and of what. */
final class PredictedPart {
  private static final int MOST_CLASSES = 6;
  private final int example;
  private final List<MapGroup> groups;
  private final Outcome outcome;
  private final InputPart input;

  PredictedPart(ReportContent report, int example, List<MapGroup> groups) {
    this.example = example;
    this.groups = groups;
    this.outcome = new Outcome(report);
    this.input = new InputPart(report, example);
  }

  SectionTag html() {
    List<Outcome.Score> scores = outcome.scores(example);
    boolean shares = outcome.areProbabilities(example);
    return section(
            h3("What was predicted"),
            div(
                    input.html(),
                    div(
                            p(sentence(scores, shares)).attr("class", "verdict"),
                            ol(each(
                                    scores.stream().limit(MOST_CLASSES).toList(),
                                    s -> row(s, shares)))
                                .attr("class", "scores"),
                            rest(scores.size()))
                        .attr("class", "verdicts"))
                .attr("class", "outcome"))
        .attr("class", "predicted");
  }

  private String sentence(List<Outcome.Score> scores, boolean shares) {
    if (scores.isEmpty()) {
      return groups.isEmpty()
          ? "The model's output was not kept."
          : "Explained is “" + groups.get(0).first().label().text() + "”.";
    }
    Outcome.Score first = scores.get(0);
    String said = first.label().text() + ", " + number(first, shares);
    return scores.size() < 2
        ? said
        : said + ", before " + scores.get(1).label().text() + ", " + number(scores.get(1), shares);
  }

  private static String number(Outcome.Score score, boolean shares) {
    return shares ? Figures.percent(score.value()) : Figures.plain(score.value());
  }

  private static DomContent row(Outcome.Score score, boolean shares) {
    return li(
        span(score.label().text()).attr("class", "name"),
        shares ? bar(score.value()) : span(),
        span(number(score, shares)).attr("class", "number"));
  }

  /** An element of SVG, as the page's security policy allows no widths in styles. */
  private static DomContent bar(double share) {
    return rawHtml(
        String.format(
            Locale.ROOT,
            "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\""
                + " aria-hidden=\"true\"><rect width=\"%.2f\" height=\"8\"/></svg>",
            100 * share));
  }

  private static DomContent rest(int classes) {
    return classes > MOST_CLASSES
        ? p("and " + (classes - MOST_CLASSES) + " others").attr("class", "muted small")
        : span();
  }
}
