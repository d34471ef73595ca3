package io.attributable.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Sessions, models and rows for tests. */
final class Frames {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path CREDIT = ROOT.resolve("samples/credit/models/credit");
  static final int CREDIT_COLUMNS = 46;

  private Frames() {}

  /** A session in this JVM, with two tasks at a time and little beside. */
  static SparkSession local() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("attributable")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.warehouse.dir", "target/spark-warehouse")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  /** Applications for credit with an id each, in their vector "features". */
  static Dataset<Row> applications(SparkSession spark, int rows) {
    Random random = new Random(7);
    List<Row> data = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] values = random.doubles(CREDIT_COLUMNS).toArray();
      data.add(RowFactory.create((long) i, Vectors.dense(values)));
    }
    return spark.createDataFrame(
        data,
        new StructType()
            .add("id", DataTypes.LongType, false)
            .add("features", SQLDataTypes.VectorType(), true));
  }

  static AttributionTransformer credit() {
    return new AttributionTransformer()
        .setModelPath(CREDIT.toString())
        .setFeedDict(Map.of("row", "features"))
        .setLayers("input:row")
        .setMethod("integrated-gradients");
  }
}
