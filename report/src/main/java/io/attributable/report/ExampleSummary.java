package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Reason;
import io.attributable.ReasonSide;
import io.attributable.pictures.Picture;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report says of one example, for pages of another kind. Immutable, safe for any number of
 * threads.
 *
 * @param name its number, and what it came from
 * @param scores the output of the example, the largest number first; none where it is unknown
 * @param probabilities whether the scores are shares of 1
 * @param maps a picture for each explained tensor and target, in the report's order
 * @param inFavour what spoke most for the explained class, where the first method that tells
 *     reasons names features
 * @param against what spoke most against it
 */
public record ExampleSummary(
    String name,
    List<Score> scores,
    boolean probabilities,
    List<Shown> maps,
    List<Reason> inFavour,
    List<Reason> against) {
  /** Copies the lists. */
  public ExampleSummary {
    Objects.requireNonNull(name, "name");
    scores = List.copyOf(scores);
    maps = List.copyOf(maps);
    inFavour = List.copyOf(inFavour);
    against = List.copyOf(against);
  }

  /**
   * A number of the output.
   *
   * @param index its place in the output
   * @param label the class, or what the number is called
   */
  public record Score(int index, String label, double value) {}

  /**
   * A picture.
   *
   * @param method its name, as people write it
   * @param place the input or layer, such as {@code input image}
   * @param label what was explained, such as a class
   * @param difference whether the values are those of the first target less another's
   * @param attribution where the picture comes from; of a difference that of the first target
   * @param picture by the kind of what the model was fed
   * @param waterfall the way from the baseline to the output, where values add up to it
   */
  public record Shown(
      String method,
      String place,
      String label,
      boolean difference,
      Attribution attribution,
      Picture picture,
      Optional<Picture> waterfall) {}

  /**
   * That of an example.
   *
   * @param example counted from 0
   * @throws io.attributable.AttributionException PICTURE_VALUES
   */
  public static ExampleSummary of(Report report, int example) {
    return of(report.content(), example);
  }

  private static ExampleSummary of(ReportContent report, int example) {
    Outcome outcome = new Outcome(report);
    List<MapGroup> groups = new ExampleMaps(report, example).groups();
    return new ExampleSummary(
        ExampleNames.of(report, example),
        outcome.scores(example).stream()
            .map(score -> new Score(score.label().index(), score.label().text(), score.value()))
            .toList(),
        outcome.areProbabilities(example),
        groups.stream().flatMap(group -> shown(group).stream()).toList(),
        reasons(report, groups, ReasonSide.FOR, example),
        reasons(report, groups, ReasonSide.AGAINST, example));
  }

  private static List<Reason> reasons(
      ReportContent report, List<MapGroup> groups, ReasonSide side, int example) {
    return groups.stream()
        .flatMap(group -> ReasonsPart.named(report, group).stream())
        .flatMap(attributions -> reasons(report, attributions, side, example).stream())
        .findFirst()
        .orElse(List.of());
  }

  private static Optional<List<Reason>> reasons(
      ReportContent report, Attributions attributions, ReasonSide side, int example) {
    try {
      return Optional.of(ReasonsPart.of(report, attributions, side, example));
    } catch (AttributionException e) {
      return Optional.empty(); // The method tells no reasons.
    }
  }

  private static List<Shown> shown(MapGroup group) {
    return group.views().stream()
        .map(
            view ->
                new Shown(
                    group.method(),
                    group.place(),
                    view.label().text(),
                    view.role() == MapView.Role.DIFFERENCE,
                    view.attribution(),
                    view.drawn().picture(),
                    view.waterfall()))
        .toList();
  }
}
