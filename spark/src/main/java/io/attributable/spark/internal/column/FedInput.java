package io.attributable.spark.internal.column;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.TensorShape;
import io.attributable.model.TensorDescription;
import io.attributable.spark.internal.request.Feed;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.tensorflow.ndarray.Shape;

/**
 * An input and the column it is made of: shapes that rows have to have, and failures.
 *
 * @param tensor of the signature
 */
record FedInput(Feed feed, TensorDescription tensor) {

  /** What messages call the input. */
  String role() {
    return "input \"" + tensor.name() + "\" (" + tensor.dtype() + " " + tensor.shape() + ")";
  }

  /** A row's value that cannot be it. */
  AttributionException value(String problem, String remedy) {
    return new AttributionException(ErrorCode.COLUMN_VALUE, feed.column(), role(), problem, remedy);
  }

  /** A column of a type that is not for it. */
  AttributionException type(DataType found, String problem, String remedy) {
    return new AttributionException(
        ErrorCode.COLUMN_TYPE, feed.column(), found.simpleString(), role(), problem, remedy);
  }

  /** Lengths behind the dimension of the examples, -1 for an open one; empty if unknown. */
  Optional<List<Long>> tail() {
    return tensor.shape().dimensions().map(sizes -> sizes.subList(1, sizes.size()));
  }

  /**
   * The shape that a row's values have in the model: flat ones are taken in its dimensions.
   *
   * @param found without the dimension of the examples
   * @throws AttributionException INPUT_SHAPE
   */
  Shape fitted(Shape found) {
    List<Long> wanted = tail().orElse(null);
    if (wanted == null || matches(found, wanted)) {
      return found;
    }
    long open = wanted.stream().filter(size -> size < 0).count();
    long known = wanted.stream().filter(size -> size >= 0).reduce(1L, (a, b) -> a * b);
    boolean flat = found.numDimensions() <= 1 && open <= 1;
    boolean divides = known > 0 && (open == 0 ? found.size() == known : found.size() % known == 0);
    if (!flat || !divides) {
      throw new AttributionException(
          ErrorCode.INPUT_SHAPE,
          tensor.name(),
          tensor.shape(),
          TensorShape.of(Shape.of(1).append(found)),
          " It is made of column \"" + feed.column() + "\".");
    }
    return Shape.of(
        wanted.stream().mapToLong(size -> size < 0 ? found.size() / known : size).toArray());
  }

  private static boolean matches(Shape found, List<Long> wanted) {
    if (found.numDimensions() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i) >= 0 && wanted.get(i) != found.get(i)) {
        return false;
      }
    }
    return true;
  }
}
