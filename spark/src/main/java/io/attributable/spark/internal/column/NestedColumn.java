package io.attributable.spark.internal.column;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Arrays in arrays, as Spark has them, flattened: equally long at each level. */
final class NestedColumn {
  private final FedInput input;
  private final List<Object> elements = new ArrayList<>();
  private final List<Long> lengths = new ArrayList<>();

  private NestedColumn(FedInput input) {
    this.input = input;
  }

  /**
   * Flattens a value.
   *
   * @throws io.attributable.AttributionException COLUMN_VALUE
   */
  static NestedColumn of(FedInput input, Object value) {
    NestedColumn flat = new NestedColumn(input);
    flat.visit(value, 0);
    return flat;
  }

  /** In their order; none is null. */
  List<Object> elements() {
    return elements;
  }

  /** None for a single value. */
  Shape shape() {
    return lengths.isEmpty()
        ? Shape.scalar()
        : Shape.of(lengths.stream().mapToLong(Long::longValue).toArray());
  }

  private void visit(@Nullable Object value, int depth) {
    if (value == null) {
      throw input.value(
          depth == 0 ? "it is null" : "element " + elements.size() + " is null",
          "Fill it, or leave such rows out.");
    }
    if (!(value instanceof Seq<?> values)) {
      elements.add(value);
      return;
    }
    if (depth == lengths.size() && elements.isEmpty()) {
      lengths.add((long) values.size());
    } else if (depth >= lengths.size() || lengths.get(depth) != values.size()) {
      throw input.value("its arrays are not equally long", "Pad them.");
    }
    for (Iterator<?> each = values.iterator(); each.hasNext(); ) {
      visit(each.next(), depth + 1);
    }
  }
}
