package io.attributable.spark.internal.column;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Row;

/** Texts and bytes, and arrays of these, for inputs of strings. */
record BytesColumn(FedInput input) implements ColumnReader {

  @Override
  public void read(Row row, List<Block> into) {
    NestedColumn nested = NestedColumn.of(input, row.get(input.feed().index()));
    byte[][] values = new byte[nested.elements().size()][];
    for (int i = 0; i < values.length; i++) {
      Object element = nested.elements().get(i);
      values[i] =
          element instanceof byte[] bytes
              ? bytes
              : ((String) element).getBytes(StandardCharsets.UTF_8);
    }
    into.add(new Block(input.tensor().name(), input.fitted(nested.shape()), values));
  }
}
