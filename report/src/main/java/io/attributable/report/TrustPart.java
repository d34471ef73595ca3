package io.attributable.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.attributable.Attribution;
import io.attributable.Convergence;
import io.attributable.RuleCoverage;
import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import j2html.tags.specialized.TrTag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far an example's explanations can be trusted. */
final class TrustPart {
  private static final double SMALL = 0.01;
  private static final double FAIR = 0.05;
  private final ReportContent report;
  private final int example;
  private final List<MapGroup> groups;

  TrustPart(ReportContent report, int example, List<MapGroup> groups) {
    this.report = report;
    this.example = example;
    this.groups = groups;
  }

  SectionTag html() {
    return section(
            h3("How far to trust it"),
            ul(each(groups, group -> li(strong(group.name() + ". "), promise(group))))
                .attr("class", "promises"),
            agreement(),
            report.notes().isEmpty()
                ? div()
                : div(p("To be known beside it:"), ul(each(report.notes(), note -> li(note))))
                    .attr("class", "notes"))
        .attr("class", "trust");
  }

  private DomContent promise(MapGroup group) {
    Attribution attribution = group.attribution();
    MethodWords words = MethodWords.of(attribution.method().name());
    return div(
        p(words.says() + " " + words.promise()),
        each(sum(attribution).stream().toList(), said -> p(said)),
        each(coverage(attribution.coverage()).stream().toList(), said -> p(said)),
        each(
            attribution.unused(),
            unused -> p("Left out: " + unused.name() + " " + unused.reason())));
  }

  /** How well values add up. */
  private Optional<String> sum(Attribution attribution) {
    return attribution.convergence().map(this::sum);
  }

  private String sum(Convergence found) {
    double delta = found.delta().get(example);
    double change = found.at().get(example) - found.atBaseline().get(example);
    double share = Math.abs(delta) / Math.max(Math.abs(change), Double.MIN_NORMAL);
    String verdict =
        !Double.isFinite(share)
            ? "Whether it adds up cannot be said"
            : share <= SMALL
                ? "It adds up"
                : share <= FAIR ? "It nearly adds up" : "It does not add up";
    return "%s: all values together miss the change of the score, %s, by %s (delta, %s of it)%s."
        .formatted(
            verdict,
            Figures.plain(change),
            Figures.plain(delta),
            percent(share),
            found.steps() > 0 ? ", in " + found.steps() + " steps" : "");
  }

  private static String percent(double share) {
    return share > 10 ? "more than ten times" : Figures.percent(share);
  }

  private static Optional<String> coverage(RuleCoverage rules) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    List<RuleCoverage.Entry> plain = rules.byGradient();
    int all = rules.entries().stream().mapToInt(RuleCoverage.Entry::count).sum();
    int without = plain.stream().mapToInt(RuleCoverage.Entry::count).sum();
    String which =
        plain.stream().map(RuleCoverage.Entry::op).distinct().collect(Collectors.joining(", "));
    return Optional.of(
        "Rules of the method covered %d of %d operations%s."
            .formatted(
                all - without, all, without == 0 ? "" : "; by their gradient went " + which));
  }

  private DomContent agreement() {
    if (groups.size() < 2) {
      return div();
    }
    return div(table(
            caption(
                "Where methods agree: rank correlation of their values, from −1 to 1. Maps of"
                    + " different size are compared at the finer one."),
            thead(tr(td(), each(groups, group -> th(group.name()).attr("scope", "col")))),
            tbody(each(groups, this::row))))
        .attr("class", "scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", "Where methods agree");
  }

  private TrTag row(MapGroup one) {
    return tr(
        th(one.name()).attr("scope", "row"),
        each(groups, other -> td(one.number() == other.number() ? "1" : cell(one, other))));
  }

  private static String cell(MapGroup one, MapGroup other) {
    return MapCorrelation.of(one.first().drawn().data(), other.first().drawn().data())
        .map(
            value ->
                String.format(Locale.ROOT, "%.2f", value).replace("-", "−") + ", " + word(value))
        .orElse("not comparable");
  }

  private static String word(double correlation) {
    return correlation >= 0.7
        ? "much alike"
        : correlation >= 0.4 ? "alike" : correlation > -0.2 ? "little alike" : "opposed";
  }
}
