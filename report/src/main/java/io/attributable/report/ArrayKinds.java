package io.attributable.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;

/** Finds what the values of an attribution belong to, by the array that the model was fed. */
final class ArrayKinds {
  private static final int MOST_BARS = 100;
  private static final int MOST_STEPS = 1 << 22;

  private ArrayKinds() {}

  /** Nothing where the values do not fit to the row. */
  static Optional<MapKind> of(NdArray<?> row, Values values) {
    Optional<NdArray<?>> picture = PictureArrays.channelsLast(row);
    if (picture.isPresent() && (values.rank() == 2 || values.rank() == 3)) {
      int rows = Math.toIntExact(picture.get().shape().get(0));
      int columns = Math.toIntExact(picture.get().shape().get(1));
      return Optional.of(new MapKind.Places(Optional.of(Seen.of(picture.get())), rows, columns));
    }
    return ofIds(row, values).or(() -> ofSeries(row, values));
  }

  private static Optional<MapKind> ofIds(NdArray<?> row, Values values) {
    if (!areIds(row) || values.rank() < 1 || values.length(0) != row.size()) {
      return Optional.empty();
    }
    List<Integer> positions = IntStream.range(0, Math.toIntExact(row.size())).boxed().toList();
    return Optional.of(new MapKind.Tokens(ids(row), positions));
  }

  static boolean areIds(NdArray<?> row) {
    return (row instanceof IntNdArray || row instanceof LongNdArray) && row.rank() == 1;
  }

  /** Whether there are numbers, or truth values, in it. */
  static boolean isNumeric(NdArray<?> row) {
    return StreamSupport.stream(row.scalars().spliterator(), false)
        .allMatch(
            scalar ->
                !(scalar.getObject() instanceof String || scalar.getObject() instanceof byte[]));
  }

  /** Such as {@code #17}. */
  static List<String> ids(NdArray<?> row) {
    Values ids = Values.of(row);
    return IntStream.range(0, ids.size()).mapToObj(i -> "#" + (long) ids.at(i)).toList();
  }

  private static Optional<MapKind> ofSeries(NdArray<?> row, Values values) {
    if (!isSeries(row)) {
      return Optional.empty();
    }
    Values series = Values.of(row);
    return values.isShapedLike(series)
        ? Optional.of(new MapKind.Steps(series.withoutSingleChannel(), StepNames.NONE))
        : Optional.empty();
  }

  /** Steps by channels, or more steps than can be told as features. */
  static boolean isSeries(NdArray<?> row) {
    boolean channels = row.rank() == 2 && row.shape().get(1) > 1;
    return (row.rank() == 1 || row.rank() == 2)
        && row.size() > 0
        && row.size() <= MOST_STEPS
        && (channels || row.size() > MOST_BARS);
  }
}
