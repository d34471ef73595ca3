package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * The static shape of a tensor, as {@code tf.TensorShape}: what the model says of it before it
 * runs. Equal shapes are equal values, open dimensions included, which those of {@link Shape} are
 * not.
 *
 * @param dimensions their lengths, -1 where the model leaves one open; empty where it does not even
 *     tell how many there are
 */
public record TensorShape(Optional<List<Long>> dimensions) {
  /** Copies the list. */
  public TensorShape {
    Objects.requireNonNull(dimensions, "dimensions");
    dimensions = dimensions.map(List::copyOf);
  }

  /** The shape with these dimensions, or of an unknown number of them. */
  public static TensorShape of(Shape shape) {
    Objects.requireNonNull(shape, "shape");
    return shape.isUnknown() ? new TensorShape(Optional.empty()) : of(shape.asArray());
  }

  /** The shape with these dimensions, -1 being an open one; none for a scalar. */
  public static TensorShape of(long... lengths) {
    Objects.requireNonNull(lengths, "lengths");
    return new TensorShape(
        Optional.of(LongStream.of(lengths).map(length -> Math.max(-1, length)).boxed().toList()));
  }

  /** As arrays have it: {@link Shape#unknown()} and {@link Shape#UNKNOWN_SIZE} for what is open. */
  public Shape toShape() {
    return dimensions
        .map(lengths -> Shape.of(lengths.stream().mapToLong(Long::longValue).toArray()))
        .orElseGet(Shape::unknown);
  }

  /** As JSON has it: {@code [null, 8]}, where null is a length that is open, or a shape that is. */
  @JsonValue
  public @Nullable List<@Nullable Long> toList() {
    return dimensions.map(TensorShape::openAsNull).orElse(null);
  }

  private static List<@Nullable Long> openAsNull(List<Long> lengths) {
    List<@Nullable Long> open = new ArrayList<>();
    lengths.forEach(length -> open.add(length < 0 ? null : length));
    return open;
  }

  /** As messages write it, such as {@code [?,8,8,1]}, or {@code unknown}. */
  @Override
  public String toString() {
    return dimensions
        .map(
            lengths ->
                lengths.stream()
                    .map(length -> length < 0 ? "?" : length.toString())
                    .collect(Collectors.joining(",", "[", "]")))
        .orElse("unknown");
  }
}
