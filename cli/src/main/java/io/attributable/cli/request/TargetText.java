package io.attributable.cli.request;

import io.attributable.AttributionException;
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
 * predicted}, {@code none}.
 */
public final class TargetText {
  static final String PREDICTED = "predicted";
  static final String NONE = "none";

  private static final String NUMBER = "-?\\d{1,10}";
  private static final String NUMBERS = NUMBER + "(?:," + NUMBER + ")*";
  private static final Pattern COLUMNS = Pattern.compile(NUMBERS);
  private static final Pattern TUPLE = Pattern.compile("\\((" + NUMBERS + "),?\\)");
  private static final Pattern TUPLES =
      Pattern.compile(TUPLE.pattern() + "(?:," + TUPLE.pattern() + ")*");

  private final String text;

  private TargetText(String text) {
    this.text = text;
  }

  /**
   * The target.
   *
   * @throws AttributionException TARGET_INVALID
   */
  public static Target read(String text) {
    return new TargetText(text).target();
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
      return columns(numbers(dense));
    }
    if (TUPLES.matcher(dense).matches()) {
      return tuples(dense);
    }
    throw invalid("write 3, 0,3,9, (3,1), (0,1),(1,1), predicted or none");
  }

  private static Target columns(List<Integer> numbers) {
    return numbers.size() == 1
        ? new Target.Index(numbers)
        : new Target.PerExample(numbers.stream().map(List::of).toList());
  }

  private Target tuples(String dense) {
    List<List<Integer>> tuples = new ArrayList<>();
    Matcher tuple = TUPLE.matcher(dense);
    while (tuple.find()) {
      tuples.add(numbers(tuple.group(1)));
    }
    return tuples.size() == 1 ? new Target.Index(tuples.get(0)) : new Target.PerExample(tuples);
  }

  private List<Integer> numbers(String list) {
    try {
      return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw invalid("an index is out of the range of whole numbers");
    }
  }

  private AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.TARGET_INVALID, '"' + text + '"', problem);
  }
}
