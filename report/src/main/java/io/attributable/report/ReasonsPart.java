package io.attributable.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Features;
import io.attributable.Reason;
import io.attributable.ReasonSide;
import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What spoke most for the decision, and against it, in words. */
final class ReasonsPart {
  static final int MOST = 4;
  private static final String INPUT = "input:";

  private ReasonsPart() {}

  /**
   * Those of the first method that tells reasons; nothing where none does, or nothing has names.
   */
  static DomContent of(ReportContent report, int example, List<MapGroup> groups) {
    return groups.stream()
        .flatMap(group -> named(report, group).stream())
        .flatMap(attributions -> of(report, attributions, example).stream())
        .findFirst()
        .orElseGet(() -> span());
  }

  private static Optional<DomContent> of(
      ReportContent report, Attributions attributions, int example) {
    try {
      return Optional.of(
          div(
                  side("Most in favour", of(report, attributions, ReasonSide.FOR, example)),
                  side("Most against", of(report, attributions, ReasonSide.AGAINST, example)))
              .attr("class", "reasons"));
    } catch (AttributionException e) {
      return Optional.empty(); // The method tells no reasons.
    }
  }

  /**
   * Reasons by the names that people have for features.
   *
   * @throws AttributionException REASONS_UNAVAILABLE
   */
  static List<Reason> of(
      ReportContent report, Attributions attributions, ReasonSide side, int example) {
    return attributions.reasons(MOST, side).get(example).reasons().stream()
        .map(
            reason ->
                new Reason(
                    reason.rank(),
                    FeatureTable.name(report, reason.feature()),
                    reason.text(),
                    reason.contribution(),
                    reason.share(),
                    reason.values(),
                    reason.baselineValues(),
                    reason.written(),
                    reason.tied()))
        .toList();
  }

  private static DomContent side(String title, List<Reason> all) {
    return div(
        h4(title),
        all.isEmpty()
            ? p("None.").attr("class", "muted")
            : ol(each(all, reason -> li(strong(reason.feature() + ": "), span(words(reason))))));
  }

  private static String words(Reason reason) {
    return Figures.signed(reason.contribution())
        + ", "
        + Figures.percent(reason.share())
        + " of what did"
        + reason.text().map(text -> ". " + text).orElse("");
  }

  /** With the names of the row's features, or those that it has. */
  static Optional<Attributions> named(ReportContent report, MapGroup group) {
    List<Attribution> named =
        group.explained().parts().stream().flatMap(part -> named(report, part).stream()).toList();
    return named.size() == group.layers().size()
        ? Optional.of(new Attributions(named))
        : Optional.empty();
  }

  private static Optional<Attribution> named(ReportContent report, Attribution attribution) {
    if (attribution.features().columns(attribution.layer()).isPresent()) {
      return Optional.of(attribution);
    }
    if (!attribution.layer().startsWith(INPUT)) {
      return Optional.empty();
    }
    String input = attribution.layer().substring(INPUT.length());
    return report.views().stream()
        .flatMap(view -> view instanceof InputView.Table table ? Stream.of(table) : Stream.of())
        .map(table -> columns(table, input))
        .filter(names -> !names.isEmpty())
        .findFirst()
        .map(names -> attribution.withFeatures(Features.of(input, names.toArray(String[]::new))));
  }

  private static List<String> columns(InputView.Table table, String input) {
    List<String> names = new ArrayList<>();
    for (FeatureView feature : table.features()) {
      for (int i = 0; i < feature.width() && feature.input().equals(input); i++) {
        names.add(feature.text());
      }
    }
    return names;
  }
}
