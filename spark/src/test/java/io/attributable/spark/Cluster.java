package io.attributable.spark;

import org.apache.spark.sql.SparkSession;

/**
 * A cluster of processes on this machine: two executors of one core and a gigabyte. Spark starts
 * them from its jars of the class path, as there is no installation: that takes {@code
 * SPARK_TESTING}.
 */
final class Cluster {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private Cluster() {}

  /** A session; a session of this JVM must not be there. */
  static SparkSession.Builder builder() {
    return SparkSession.builder()
        .master("local-cluster[2,1,1024]")
        .appName("attributable")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", "target/spark-warehouse")
        .config("spark.executor.extraClassPath", CLASS_PATH)
        .config("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
        .config("spark.executorEnv.SPARK_TESTING", "1")
        .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
        .config("spark.executorEnv.TF_CPP_MIN_LOG_LEVEL", "3");
  }
}
