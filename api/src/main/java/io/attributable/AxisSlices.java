package io.attributable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Slices of all axes of an example. */
final class AxisSlices {
  private AxisSlices() {}

  /**
   * Reads them, with parentheses around or without.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static List<AxisSlice> read(String text) {
    String dense = text.replaceAll("\\s", "");
    String bare =
        dense.startsWith("(") && dense.endsWith(")")
            ? dense.substring(1, dense.length() - 1)
            : dense;
    return Arrays.stream(bare.split(",", -1))
        .map(axis -> AxisSlice.read(axis).orElseThrow(() -> invalid(text)))
        .toList();
  }

  private static AttributionException invalid(String text) {
    return new AttributionException(
        ErrorCode.TARGET_INVALID,
        '"' + text + '"',
        "a slice has an index or a range for each dimension after the examples, such as 3,0:2,:");
  }

  /** The indices, if each takes one position whatever the sizes are. */
  static Optional<List<Integer>> index(List<AxisSlice> axes) {
    return axes.stream().allMatch(axis -> axis.index().isPresent())
        ? Optional.of(axes.stream().map(axis -> axis.index().getAsInt()).toList())
        : Optional.empty();
  }

  /** Numbers for indices, texts for slices. */
  static List<Object> toJson(List<AxisSlice> axes) {
    return axes.stream()
        .<Object>map(
            axis -> axis.index().isPresent() ? (Object) axis.index().getAsInt() : axis.toString())
        .toList();
  }
}
