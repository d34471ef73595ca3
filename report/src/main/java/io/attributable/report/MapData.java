package io.attributable.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a picture, as the page shows them when they are pointed at and in tables. Large
 * ones are reduced: a box stands for several values, and has the one of the largest size.
 *
 * @param values [rows, columns], or one for each label
 * @param labels of a list; none of a grid
 * @param given what each of a list is, empty where that is not known; none of a grid
 * @param width of the drawn grid, in the picture's own pixels
 * @param height of it
 * @param panels how many curves a list is drawn as, one below another, with as many values each; 0
 *     for a list of another kind
 */
record MapData(
    Values values,
    List<String> labels,
    List<String> given,
    double width,
    double height,
    int panels) {
  /** The longest side of a grid that is kept. */
  static final int LONGEST_SIDE = 64;

  /** The longest list that is kept. */
  static final int LONGEST_LIST = 512;

  /** A list. */
  static MapData list(List<String> labels, List<String> given, Values values) {
    return new MapData(values, labels, given, 0, 0, 0);
  }

  /** A grid that is drawn so large. */
  static MapData grid(Values values, double width, double height) {
    return new MapData(values, List.of(), List.of(), width, height, 0);
  }

  /** The list as curves. */
  MapData curves(int count) {
    return new MapData(values, labels, given, width, height, count);
  }

  boolean isGrid() {
    return labels.isEmpty();
  }

  /** How many values a side of a box has. */
  int box() {
    return isGrid()
        ? ceil(Math.max(values.length(0), values.length(1)), LONGEST_SIDE)
        : Math.max(1, ceil(values.size(), LONGEST_LIST));
  }

  /** What was left out, as a sentence. */
  Optional<String> note() {
    int box = box();
    if (box <= 1) {
      return Optional.empty();
    }
    String whole = isGrid() ? values.length(0) + " × " + values.length(1) : "" + values.size();
    String part = isGrid() ? box + " × " + box : "" + box;
    return Optional.of(
        "Numbers stand for boxes of %s of the %s values: the one of the largest size in each."
            .formatted(part, whole));
  }

  /** For JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", isGrid() ? "grid" : "list");
    int box = box();
    if (isGrid()) {
      map.put("rows", ceil(values.length(0), box));
      map.put("columns", ceil(values.length(1), box));
      map.put("width", width);
      map.put("height", height);
      map.put("values", gridValues(box));
    } else {
      map.put("labels", boxed(labels, box));
      map.put("given", box == 1 ? given : List.of());
      map.put("values", listValues(box));
      if (panels > 0) {
        map.put("panels", panels);
        map.put("steps", values.size() / panels);
      }
    }
    if (box > 1) {
      map.put("box", box);
    }
    return map;
  }

  private static List<String> boxed(List<String> labels, int box) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < labels.size(); i += box) {
      String last = labels.get(Math.min(labels.size(), i + box) - 1);
      kept.add(box == 1 ? labels.get(i) : labels.get(i) + " to " + last);
    }
    return kept;
  }

  private List<@Nullable Number> listValues(int box) {
    List<@Nullable Number> kept = new ArrayList<>();
    for (int i = 0; i < values.size(); i += box) {
      double most = values.at(i);
      for (int j = i; j < Math.min(values.size(), i + box); j++) {
        most = larger(most, values.at(j));
      }
      kept.add(number(most));
    }
    return kept;
  }

  private List<@Nullable Number> gridValues(int box) {
    List<@Nullable Number> kept = new ArrayList<>();
    for (int row = 0; row < values.length(0); row += box) {
      for (int column = 0; column < values.length(1); column += box) {
        kept.add(number(most(row, column, box)));
      }
    }
    return kept;
  }

  private double most(int top, int left, int box) {
    int columns = values.length(1);
    double most = values.at(top * columns + left);
    for (int row = top; row < Math.min(values.length(0), top + box); row++) {
      for (int column = left; column < Math.min(columns, left + box); column++) {
        most = larger(most, values.at(row * columns + column));
      }
    }
    return most;
  }

  private static double larger(double one, double other) {
    return Math.abs(other) > Math.abs(one) ? other : one;
  }

  /** Seven digits, as models compute with 32 bits; JSON has no NaN. */
  private static @Nullable Number number(double value) {
    return Double.isFinite(value) ? Float.valueOf((float) value) : null;
  }

  private static int ceil(int length, int box) {
    return (length + box - 1) / box;
  }
}
