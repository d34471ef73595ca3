package io.attributable.spark.internal.column;

import io.attributable.AttributionException;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.tensorflow.ndarray.Shape;

/** Numbers, truth values, arrays of these, and vectors. */
record NumberColumn(FedInput input, ElementWriter writer) implements ColumnReader {

  @Override
  public void read(Row row, List<Block> into) {
    Object value = row.get(input.feed().index());
    into.add(value instanceof Vector vector ? block(vector) : block(NestedColumn.of(input, value)));
  }

  private Block block(Vector vector) {
    double[] numbers = vector.toArray();
    Object array = writer.newArray(numbers.length);
    if (array instanceof float[] floats) {
      double largest = writer.largest();
      for (int i = 0; i < numbers.length; i++) {
        require(ElementWriter.writeFloat(floats, i, numbers[i], largest), numbers[i]);
      }
    } else {
      for (int i = 0; i < numbers.length; i++) {
        require(writer.write(array, i, numbers[i]), numbers[i]);
      }
    }
    return block(Shape.of(numbers.length), array);
  }

  private Block block(NestedColumn nested) {
    List<Object> elements = nested.elements();
    Object array = writer.newArray(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Number number = number(elements.get(i));
      require(writer.write(array, i, number), number);
    }
    return block(nested.shape(), array);
  }

  private Block block(Shape found, Object array) {
    return new Block(input.tensor().name(), input.fitted(found), array);
  }

  private static Number number(Object element) {
    return element instanceof Boolean truth ? (Number) (truth ? 1 : 0) : (Number) element;
  }

  private void require(boolean holds, Number number) {
    if (!holds) {
      throw refused(number);
    }
  }

  private AttributionException refused(Number number) {
    return input.value(
        "it has " + number + ", which is no " + input.tensor().dtype(),
        "Give numbers that the model's type holds.");
  }
}
