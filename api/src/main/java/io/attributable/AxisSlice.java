package io.attributable;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target takes of one axis: the positions from {@code start} up to, and without, {@code
 * stop}, {@code step} apart, as NumPy writes it. A single index is a slice of one position.
 * Immutable, safe for any number of threads.
 *
 * @param start the first position; a negative one counts from the end
 * @param stop the first position that is not taken; a negative one counts from the end; empty for
 *     all that follow
 * @param step at least 1
 */
public record AxisSlice(int start, OptionalInt stop, int step) {
  private static final String NUMBER = "-?\\d{1,10}";
  private static final Pattern INDEX = Pattern.compile(NUMBER);
  private static final Pattern SLICE =
      Pattern.compile("(%s)?:(%s)?(?::(%s)?)?".formatted(NUMBER, NUMBER, NUMBER));

  /** Checks the step. */
  public AxisSlice {
    Objects.requireNonNull(stop, "stop");
    if (step < 1) {
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          '"' + text(start, stop, step) + '"',
          "a slice has a step of at least 1, since what it takes is summed");
    }
  }

  /** The one position of an index; a negative one counts from the end. */
  public static AxisSlice of(int index) {
    return new AxisSlice(index, index == -1 ? OptionalInt.empty() : OptionalInt.of(index + 1), 1);
  }

  /**
   * As NumPy writes it: {@code 3}, {@code 0:2}, {@code -2:}, {@code :}, {@code ::2}.
   *
   * @return empty where the text is none of these
   * @throws AttributionException TARGET_INVALID, if a number is too large or the step is below 1
   */
  public static Optional<AxisSlice> read(String text) {
    if (INDEX.matcher(text).matches()) {
      return Optional.of(of(number(text, text)));
    }
    Matcher slice = SLICE.matcher(text);
    if (!slice.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new AxisSlice(
            slice.group(1) == null ? 0 : number(slice.group(1), text),
            slice.group(2) == null
                ? OptionalInt.empty()
                : OptionalInt.of(number(slice.group(2), text)),
            slice.group(3) == null ? 1 : number(slice.group(3), text)));
  }

  private static int number(String digits, String text) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new AttributionException(
          ErrorCode.TARGET_INVALID,
          '"' + text + '"',
          "an index is out of the range of whole numbers");
    }
  }

  /** The index, where it takes one position whatever the size of the axis is. */
  public OptionalInt index() {
    return step == 1 && equals(of(start)) ? OptionalInt.of(start) : OptionalInt.empty();
  }

  /** The first position of an axis of some size. */
  public long first(long size) {
    return start < 0 ? start + size : start;
  }

  /** The first position of an axis of some size that is not taken. */
  public long end(long size) {
    return stop.isEmpty() ? size : stop.getAsInt() < 0 ? stop.getAsInt() + size : stop.getAsInt();
  }

  /** Whether an axis of some size has all its positions, and it takes one at least. */
  public boolean fits(long size) {
    return first(size) >= 0 && end(size) <= size && first(size) < end(size);
  }

  /** How many positions it takes of an axis of some size that it fits. */
  public long count(long size) {
    return (end(size) - first(size) + step - 1) / step;
  }

  /** As NumPy writes it; an index as one. */
  @Override
  public String toString() {
    OptionalInt index = index();
    return index.isPresent() ? String.valueOf(index.getAsInt()) : text(start, stop, step);
  }

  private static String text(int start, OptionalInt stop, int step) {
    return (start == 0 ? "" : String.valueOf(start))
        + ':'
        + (stop.isEmpty() ? "" : String.valueOf(stop.getAsInt()))
        + (step == 1 ? "" : ":" + step);
  }
}
