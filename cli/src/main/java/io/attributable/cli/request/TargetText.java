package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.AxisSlice;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a target as it is written on the command line: {@code 3} and {@code -1} for all examples,
 * {@code 0,3,9} per example, {@code (3,1)} for all, {@code (0,1),(1,1)} per example, {@code
 * predicted}, {@code none}. In the place of each number there may be a slice, such as {@code 0:2},
 * {@code -2:} or {@code :}.
 */
public final class TargetText {
  static final String PREDICTED = "predicted";
  static final String NONE = "none";

  private static final String ENTRY = "[-:\\d]+";
  private static final String ENTRIES = ENTRY + "(?:," + ENTRY + ")*";
  private static final Pattern COLUMNS = Pattern.compile(ENTRIES);
  private static final Pattern TUPLE = Pattern.compile("\\((" + ENTRIES + "),?\\)");
  private static final Pattern TUPLES =
      Pattern.compile(TUPLE.pattern() + "(?:," + TUPLE.pattern() + ")*");

  private final String text;

  private final ClassNames classes;

  private TargetText(String text, ClassNames classes) {
    this.text = text;
    this.classes = classes;
  }

  /**
   * The target.
   *
   * @throws AttributionException TARGET_INVALID
   */
  public static Target read(String text) {
    return read(text, ClassNames.NONE);
  }

  /**
   * The target, which may be the name of a class, or such a name per example. What is a number or
   * {@code predicted} is no name.
   *
   * @throws AttributionException TARGET_INVALID
   */
  public static Target read(String text, ClassNames classes) {
    return new TargetText(text, classes).target();
  }

  private Target target() {
    String dense = text.replaceAll("\\s", "");
    if (dense.equals(PREDICTED)) {
      return Target.predicted();
    }
    if (dense.equals(NONE)) {
      return Target.none();
    }
    if (COLUMNS.matcher(dense).matches()) {
      return of(axes(dense).stream().map(List::of).toList());
    }
    if (TUPLES.matcher(dense).matches()) {
      return tuples(dense);
    }
    return classes.target(text).orElseThrow(this::invalid);
  }

  private Target tuples(String dense) {
    List<List<AxisSlice>> tuples = new ArrayList<>();
    Matcher tuple = TUPLE.matcher(dense);
    while (tuple.find()) {
      tuples.add(axes(tuple.group(1)));
    }
    return of(tuples);
  }

  /** A single one is that of all examples. */
  private static Target of(List<List<AxisSlice>> each) {
    return each.size() == 1 ? Target.slice(each.get(0)) : Target.slicePerExample(each);
  }

  private List<AxisSlice> axes(String list) {
    return Arrays.stream(list.split(","))
        .map(entry -> AxisSlice.read(entry).orElseThrow(this::invalid))
        .toList();
  }

  private AttributionException invalid() {
    return new AttributionException(
        ErrorCode.TARGET_INVALID,
        '"' + text + '"',
        "write 3, 0,3,9, (3,1), (0,1),(1,1), predicted or none, with a slice such as 0:2 in the"
            + " place of a number where several are summed"
            + classes.instead(text));
  }
}
