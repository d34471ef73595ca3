package io.attributable.spark.internal.rows;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.attributable.spark.internal.cell.ExplainedCell;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** Rows and their cells as the columns that were promised, with the metadata that encoders drop. */
record OutputColumns(TransformPlan plan) {
  private static final String ROW = "_1";
  private static final String CELL = "_2.";
  private static final String TENSORS = CELL + "tensors";

  Dataset<Row> of(Dataset<Tuple2<Row, ExplainedCell>> rows) {
    StructType schema = plan.schema();
    List<Column> columns = new ArrayList<>();
    StructField[] fields = plan.input().fields();
    for (int i = 0; i < fields.length; i++) {
      columns.add(named(col(ROW + "." + NumberedColumns.name(i)), fields[i]));
    }
    columns.add(named(output(), schema.apply(plan.settings().outputCol())));
    plan.settings()
        .predictionCol()
        .ifPresent(name -> columns.add(col(CELL + "prediction").as(name)));
    plan.settings().errorCol().ifPresent(name -> columns.add(col(CELL + "error").as(name)));
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Column named(Column column, StructField field) {
    return field.metadata().equals(Metadata.empty())
        ? column.as(field.name())
        : column.as(field.name(), field.metadata());
  }

  private Column output() {
    if (plan.explained().options().reasons().isPresent()) {
      return col(CELL + "reasons");
    }
    List<Column> layers = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < plan.tensors().size(); i++) {
      layers.add(layer(first, plan.tensors().get(i)).as(plan.explained().layers().get(i)));
      first += plan.tensors().get(i);
    }
    return layers.size() == 1
        ? layers.get(0)
        : when(col(TENSORS).isNotNull(), struct(layers.toArray(Column[]::new)));
  }

  private static Column layer(int first, int tensors) {
    return tensors == 1
        ? col(TENSORS).getItem(first)
        : slice(col(TENSORS), lit(first + 1), lit(tensors));
  }
}
