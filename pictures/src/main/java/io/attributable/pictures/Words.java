package io.attributable.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences that alternative texts share. */
final class Words {
  private static final int NAMED = 5;

  private Words() {}

  static String inUnit(Look look) {
    return look.unit().isEmpty() ? "" : " in " + look.unit();
  }

  static String allZero(Sign sign) {
    return switch (sign) {
      case POSITIVE -> " None speaks for the target.";
      case NEGATIVE -> " None speaks against the target.";
      case ALL, ABSOLUTE -> " All are zero.";
    };
  }

  static String unknown(long count) {
    if (count == 0) {
      return "";
    }
    return count == 1
        ? " One is no number and is drawn in grey."
        : " " + count + " are no numbers and are drawn in grey.";
  }

  /** The largest contributions with their names, such as {@code Largest: “good” +0.42, …}. */
  static String largest(List<String> names, double[] values, Sign sign) {
    List<String> largest = new ArrayList<>();
    for (int i : Ranking.byMagnitude(values, sign)) {
      if (largest.size() < NAMED && sign.of(values[i]) != 0) {
        largest.add(names.get(i) + " " + Figures.signed(values[i]));
      }
    }
    return largest.isEmpty()
        ? allZero(sign)
        : largest.stream().collect(Collectors.joining(", ", " Largest: ", "."));
  }
}
