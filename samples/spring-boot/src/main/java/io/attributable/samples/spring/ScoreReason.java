package io.attributable.samples.spring;

import io.attributable.Reason;
import io.attributable.Reasons;
import io.attributable.inputs.view.InputView;
import java.util.List;
import java.util.Optional;

/**
 * A reason.
 *
 * @param rank equal ones share a rank
 * @param feature its name
 * @param text what is said of it
 * @param value as the applicant wrote it
 * @param share of all that spoke against the applicant, above 0 and at most 1
 */
public record ScoreReason(int rank, String feature, String text, String value, double share) {

  /** The reasons of the first example. */
  static List<ScoreReason> of(Reasons reasons, InputView.Table table) {
    Reasons written = reasons.written((row, feature) -> Optional.of(value(table, row, feature)));
    return written.get(0).reasons().stream().map(ScoreReason::of).toList();
  }

  private static ScoreReason of(Reason reason) {
    return new ScoreReason(
        reason.rank(),
        reason.feature(),
        reason.text().orElse(reason.feature()),
        reason.written().orElse(""),
        reason.share());
  }

  private static String value(InputView.Table table, int row, String feature) {
    List<String> names = table.features().stream().map(known -> known.name()).toList();
    int place = names.indexOf(feature);
    String value = table.rows().get(row).values().get(place);
    return table.features().get(place).unit().map(unit -> value + " " + unit).orElse(value);
  }
}
