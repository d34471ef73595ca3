package io.attributable.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.attributable.Convergence;
import j2html.tags.DomContent;
import j2html.tags.specialized.SectionTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All about one example. */
final class ExamplePart {
  private final ReportContent report;
  private final int example;
  private final List<MapGroup> groups;

  ExamplePart(ReportContent report, int example, List<MapGroup> groups) {
    this.report = report;
    this.example = example;
    this.groups = groups;
  }

  SectionTag html() {
    String id = "example-" + example;
    return section(
            h2(ExampleNames.of(report, example)).attr("id", id),
            new PredictedPart(report, example, groups).html(),
            groups.isEmpty() ? div() : why(),
            each(others().entrySet(), other -> whyNot(other.getKey(), other.getValue())),
            groups.isEmpty() ? div() : new TrustPart(report, example, groups).html())
        .attr("class", "example")
        .attr("data-example", example)
        .attr("aria-labelledby", id);
  }

  private SectionTag why() {
    String name = groups.get(0).first().label().text();
    return section(
            h3("Why “" + name + "”?"),
            p(change()).attr("class", "lead"),
            div(each(groups, group -> MapFigure.of(group, group.first()))).attr("class", "maps"),
            ReasonsPart.of(report, example, groups))
        .attr("class", "why");
  }

  /** How colours are read, and what the score is. */
  private String change() {
    Optional<Convergence> sums =
        groups.stream().flatMap(one -> one.attribution().convergence().stream()).findFirst();
    String colours = "Red speaks for it, blue against it, each picture by its own scale.";
    return sums.map(
                found ->
                    "The score is %s here, and %s at the baseline. "
                        .formatted(
                            Figures.plain(found.at().get(example)),
                            Figures.plain(found.atBaseline().get(example))))
            .orElse("")
        + colours;
  }

  /** The groups that have pictures of another class, by its name. */
  private Map<String, List<DomContent>> others() {
    Map<String, List<DomContent>> byClass = new LinkedHashMap<>();
    for (MapGroup group : groups) {
      List<MapView> views = group.views();
      for (int i = 1; i + 1 < views.size(); i += 2) {
        DomContent pair =
            div(MapFigure.of(group, views.get(i)), MapFigure.of(group, views.get(i + 1)))
                .attr("class", "pair");
        byClass.computeIfAbsent(views.get(i).label().text(), name -> new ArrayList<>()).add(pair);
      }
    }
    return byClass;
  }

  private SectionTag whyNot(String name, List<DomContent> pairs) {
    String own = groups.get(0).first().label().text();
    return section(
            h3("Why not “" + name + "”?"),
            p("On the left, what speaks for “"
                    + name
                    + "”. On the right, the difference: red is what made it “"
                    + own
                    + "” rather than “"
                    + name
                    + "”.")
                .attr("class", "lead"),
            div(each(pairs, pair -> pair)).attr("class", "pairs"))
        .attr("class", "why-not");
  }
}
