package io.attributable.spark;

import io.attributable.AttributionException;
import io.attributable.spark.internal.model.DriverModels;
import io.attributable.spark.internal.model.ExecutorModels;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a driver and an executor do without the native library; run by {@link NativeLibraryTest}.
 */
final class WithoutNativeLibrary {
  private WithoutNativeLibrary() {}

  /** Prints what becomes of both. */
  public static void main(String[] arguments) {
    StructType schema = new StructType().add("features", SQLDataTypes.VectorType());
    System.out.println("schema: " + Frames.credit().transformSchema(schema).simpleString());
    Configuration configuration = new Configuration();
    try {
      ExecutorModels.lease(
          DriverModels.of(Frames.CREDIT.toString(), configuration).ticket(1, configuration),
          configuration);
    } catch (AttributionException e) {
      System.out.println("failure: " + e.getMessage());
    }
  }
}
