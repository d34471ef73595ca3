package io.attributable.spark.internal.model;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.spark.SparkEnv;

/**
 * Which TensorFlow Java this JVM has, found without loading it. What a driver looked at, executors
 * have to compute with the same version; and a JVM can load the native library once only, so that a
 * second session of it cannot bring its own.
 */
final class Libraries {
  private static final String PROPERTIES =
      "META-INF/maven/org.tensorflow/tensorflow-core-api/pom.properties";

  /** Seen by all class loaders of the JVM: who uses TensorFlow here. */
  private static final String OWNER = "io.attributable.spark.tensorflow";

  private static final String UNKNOWN = "unknown";

  private Libraries() {}

  /** The version of TensorFlow Java; {@code unknown} where its jar was merged into another. */
  static String version() {
    try (InputStream content = loader().getResourceAsStream(PROPERTIES)) {
      Properties properties = new Properties();
      if (content != null) {
        properties.load(content);
      }
      return properties.getProperty("version", UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /**
   * Requires that this executor has the version of the driver, and that no other class loader has
   * TensorFlow.
   *
   * @param wanted the driver's
   * @throws AttributionException EXECUTOR_LIBRARIES
   */
  static void require(String wanted) {
    String here = version();
    if (!wanted.equals(here) && !wanted.equals(UNKNOWN) && !here.equals(UNKNOWN)) {
      throw refused(
          "it has TensorFlow Java %s, but the driver has %s".formatted(here, wanted),
          "Give both the same jars, by --packages or --jars.");
    }
    claim(here, System.identityHashCode(loader()));
  }

  /** Notes who uses TensorFlow here, or finds that another class loader does. */
  static void claim(String version, int loader) {
    String owner = version + " of loader " + loader;
    Object before = System.getProperties().putIfAbsent(OWNER, owner);
    if (before != null && !before.equals(owner)) {
      throw refused(
          "another session loaded TensorFlow Java %s here, and a JVM can load it once only"
              .formatted(before),
          "Put the jars on the class path of executors (spark.jars, or their image) instead of"
              + " adding them to sessions, or run one job after the other.");
    }
  }

  private static AttributionException refused(String problem, String remedy) {
    return new AttributionException(ErrorCode.EXECUTOR_LIBRARIES, executor(), problem, remedy);
  }

  /** What messages call this JVM. */
  static String executor() {
    SparkEnv here = SparkEnv.get();
    return here == null
        ? "driver"
        : here.executorId() + " on " + here.blockManager().blockManagerId().host();
  }

  private static ClassLoader loader() {
    ClassLoader own = Libraries.class.getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }
}
