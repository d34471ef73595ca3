package io.attributable.spark.internal.rows;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The types of the columns that are added; fields by their names, as encoders of beans have it. */
final class OutputSchema {
  /** One tensor of a layer: its shape without the examples, and its values. */
  static final StructType TENSOR =
      new StructType()
          .add("shape", numbers(DataTypes.IntegerType))
          .add("values", numbers(DataTypes.FloatType));

  private static final StructType REASON =
      new StructType()
          .add("baselineValues", numbers(DataTypes.DoubleType))
          .add("contribution", DataTypes.DoubleType, false)
          .add("feature", DataTypes.StringType)
          .add("rank", DataTypes.IntegerType, false)
          .add("share", DataTypes.DoubleType, false)
          .add("text", DataTypes.StringType)
          .add("tied", DataTypes.BooleanType, false)
          .add("values", numbers(DataTypes.DoubleType));

  /** The reasons of a row, and what they add up to. */
  static final StructType REASONS =
      new StructType()
          .add("alsoTied", DataTypes.createArrayType(DataTypes.StringType))
          .add("at", DataTypes.DoubleType, false)
          .add("atBaseline", DataTypes.DoubleType, false)
          .add("delta", DataTypes.DoubleType, false)
          .add("fewer", DataTypes.BooleanType, false)
          .add("reasons", DataTypes.createArrayType(REASON))
          .add("zeroBaseline", DataTypes.BooleanType, false);

  /** Why a row was not explained. */
  static final StructType ERROR =
      new StructType().add("code", DataTypes.StringType).add("message", DataTypes.StringType);

  /** The explained output, flat. */
  static final ArrayType PREDICTION = numbers(DataTypes.FloatType);

  private OutputSchema() {}

  /** A layer with so many tensors. */
  static DataType layer(int tensors) {
    return tensors == 1 ? TENSOR : DataTypes.createArrayType(TENSOR);
  }

  private static ArrayType numbers(DataType element) {
    return DataTypes.createArrayType(element, false);
  }
}
