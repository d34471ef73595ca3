package io.attributable.spark.internal.rows;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of rows by their positions, as names may be shared: after joins, or but for capital
 * letters.
 *
 * @param input as the rows have them
 */
record NumberedColumns(StructType input) {

  /** What a column is called on the way. */
  static String name(int index) {
    return "column_" + index;
  }

  /** The same types under such names. */
  StructType schema() {
    StructType schema = new StructType();
    StructField[] fields = input.fields();
    for (int i = 0; i < fields.length; i++) {
      schema = schema.add(name(i), fields[i].dataType(), true, fields[i].metadata());
    }
    return schema;
  }

  /** The rows under such names. */
  Dataset<Row> of(Dataset<Row> rows) {
    return rows.toDF(schema().fieldNames());
  }
}
