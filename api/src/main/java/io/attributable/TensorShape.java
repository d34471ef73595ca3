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
 * The static shape of a tensor, as {@code tf.TensorShape}. Unlike those of {@link Shape}, shapes
 * with unknown dimensions can be equal. Immutable, safe for any number of threads.
 *
 * @param dimensions their lengths, -1 for an unknown one; empty for an unknown rank
 */
public record TensorShape(Optional<List<Long>> dimensions) {
  /** Copies the list. */
  public TensorShape {
    Objects.requireNonNull(dimensions, "dimensions");
    dimensions = dimensions.map(List::copyOf);
  }

  /** The shape with these dimensions, or of unknown rank. */
  public static TensorShape of(Shape shape) {
    Objects.requireNonNull(shape, "shape");
    return shape.isUnknown() ? new TensorShape(Optional.empty()) : of(shape.asArray());
  }

  /** The shape with these dimensions, -1 being an unknown one; none for a scalar. */
  public static TensorShape of(long... lengths) {
    Objects.requireNonNull(lengths, "lengths");
    return new TensorShape(
        Optional.of(LongStream.of(lengths).map(length -> Math.max(-1, length)).boxed().toList()));
  }

  /**
   * As {@link Shape}: {@link Shape#unknown()} for an unknown rank, {@link Shape#UNKNOWN_SIZE} for
   * unknown dimensions.
   */
  public Shape toShape() {
    return dimensions
        .map(lengths -> Shape.of(lengths.stream().mapToLong(Long::longValue).toArray()))
        .orElseGet(Shape::unknown);
  }

  /**
   * As JSON: {@code [null, 8]}, where null is an unknown dimension, or the whole shape of unknown
   * rank.
   */
  @JsonValue
  public @Nullable List<@Nullable Long> toList() {
    return dimensions.map(TensorShape::openAsNull).orElse(null);
  }

  private static List<@Nullable Long> openAsNull(List<Long> lengths) {
    List<@Nullable Long> open = new ArrayList<>();
    lengths.forEach(length -> open.add(length < 0 ? null : length));
    return open;
  }

  /** As in messages, such as {@code [?,8,8,1]}, or {@code unknown}. */
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
