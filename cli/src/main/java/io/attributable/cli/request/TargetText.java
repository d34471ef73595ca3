package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.AxisSlice;
import io.attributable.ErrorCode;
import io.attributable.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads a target as it is written on the command line: {@code 3} and {@code -1} for all examples,
 * {@code 0,3,9} per example, {@code (3,1)} for all, {@code (0,1),(1,1)} per example, {@code
 * predicted}, {@code none}, {@code difference:3,7} or {@code difference:(3,1),(7,1)}, {@code
 * mask:FILE.npy} for all examples and {@code masks:FILE.npy} per example. In the place of each
 * number there may be a slice, such as {@code 0:2}, {@code -2:} or {@code :}.
 */
public final class TargetText {
  static final String PREDICTED = "predicted";
  static final String NONE = "none";

  private static final String DIFFERENCE = "difference:";
  private static final String MASK = "mask:";
  private static final String MASKS = "masks:";

  private static final String ENTRY = "[-:\\d]+";
  private static final String ENTRIES = ENTRY + "(?:," + ENTRY + ")*";
  private static final Pattern COLUMNS = Pattern.compile(ENTRIES);
  private static final Pattern TUPLE = Pattern.compile("\\((" + ENTRIES + "),?\\)");
  private static final Pattern PAIR = Pattern.compile(TUPLE.pattern() + "," + TUPLE.pattern());
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
    if (dense.startsWith(DIFFERENCE)) {
      return difference(dense.substring(DIFFERENCE.length()));
    }
    if (text.startsWith(MASK) || text.startsWith(MASKS)) {
      return mask();
    }
    if (COLUMNS.matcher(dense).matches()) {
      return of(axes(dense).stream().map(List::of).toList());
    }
    if (TUPLES.matcher(dense).matches()) {
      return tuples(dense);
    }
    return classes.target(text).orElseThrow(this::invalid);
  }

  private Target difference(String both) {
    Matcher tuples = PAIR.matcher(both);
    String[] names = both.split(",", -1);
    if (tuples.matches()) {
      return new Target.Difference(indices(tuples.group(1)), indices(tuples.group(2)));
    }
    if (names.length != 2) {
      throw invalid();
    }
    return new Target.Difference(indices(names[0]), indices(names[1]));
  }

  /** Numbers, or the name of a class. */
  private List<Integer> indices(String list) {
    int known = classes.index(list);
    if (known >= 0) {
      return List.of(known);
    }
    try {
      return Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw invalid().causedBy(e);
    }
  }

  private Target mask() {
    boolean perExample = text.startsWith(MASKS);
    String file = text.substring((perExample ? MASKS : MASK).length());
    try {
      NdArray<?> weights = ArrayFile.read("target", "mask", Path.of(file));
      return perExample ? Target.maskPerExample(weights) : Target.mask(weights);
    } catch (InvalidPathException e) {
      throw invalid().causedBy(e);
    }
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
            + " place of a number where several are summed; or difference:3,7, mask:FILE.npy"
            + classes.instead(text));
  }
}
