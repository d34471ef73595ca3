package io.attributable.pictures;

import java.util.Arrays;

/** Says in words what a map of values shows. */
final class MapWords {
  private static final String[][] NINTHS = {
    {"upper left", "top", "upper right"},
    {"left", "centre", "right"},
    {"lower left", "bottom", "lower right"}
  };

  private MapWords() {}

  /** What a place is called. */
  interface Place {
    String at(int row, int column);
  }

  /**
   * Several sentences.
   *
   * @param shown such as {@code Heat map of 8 × 8 attributions}
   */
  static String of(String shown, Grid grid, Look look) {
    return of(
        shown,
        grid,
        look,
        (row, column) ->
            "row "
                + (row + 1)
                + ", column "
                + (column + 1)
                + " ("
                + ninth(row, column, grid)
                + ")");
  }

  /** The same of a map whose places are called otherwise. */
  static String of(String shown, Grid grid, Look look, Place place) {
    StringBuilder words = new StringBuilder(shown).append(Words.inUnit(look)).append('.');
    double[] finite = Arrays.stream(grid.values()).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      words.append(" None is a number.");
    } else if (Arrays.stream(finite).allMatch(value -> look.sign().of(value) == 0)) {
      words.append(Words.allZero(look.sign()));
    } else {
      words.append(extreme(grid, look, place, 1)).append(extreme(grid, look, place, -1));
      words.append(look.sign() == Sign.ALL ? " All" : " Those shown").append(" add up to ");
      words.append(Figures.signed(Arrays.stream(finite).map(look.sign()::of).sum())).append('.');
    }
    return words + Words.unknown(grid.values().length - finite.length);
  }

  /** Where the largest of a sign is. */
  private static String extreme(Grid grid, Look look, Place place, int side) {
    int best = -1;
    for (int i = 0; i < grid.values().length; i++) {
      double value = grid.values()[i];
      if (Double.isFinite(value)
          && look.sign().of(value) != 0
          && side * value > (best < 0 ? 0 : side * grid.values()[best])) {
        best = i;
      }
    }
    return best < 0
        ? ""
        : (side > 0 ? " Most speaks for the target at " : " Most speaks against it at ")
            + place.at(best / grid.columns(), best % grid.columns())
            + ": "
            + Figures.signed(grid.values()[best])
            + ".";
  }

  private static String ninth(int row, int column, Grid grid) {
    return NINTHS[third(row, grid.rows())][third(column, grid.columns())];
  }

  /** Which third of a side the middle of a place lies in. */
  private static int third(int index, int places) {
    return (int) ((2L * index + 1) * NINTHS.length / (2L * places));
  }
}
