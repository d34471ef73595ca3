package io.attributable.tensorflow.internal.identity;

import io.attributable.tensorflow.internal.runtime.Processor;
import io.attributable.tensorflow.internal.session.OneDnn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.TensorFlow;

/** What computes here, as far as it can be known and may change the last bits of a number. */
public final class RunEnvironment {
  private RunEnvironment() {}

  /** Of all that takes part. */
  public static SortedMap<String, String> versions() {
    SortedMap<String, String> versions = new TreeMap<>();
    versions.put("attributable", version());
    versions.put("tensorflow", TensorFlow.version());
    versions.put("java", System.getProperty("java.version", "?"));
    return versions;
  }

  /** Of this library; {@code ?} if that is not known. */
  public static String version() {
    Properties build = new Properties();
    try (InputStream file = RunEnvironment.class.getResourceAsStream("version.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version", "?");
  }

  static SortedMap<String, Object> facts() {
    SortedMap<String, Object> facts = kernels();
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    Processor.model().ifPresent(model -> facts.put("processor", model));
    return facts;
  }

  /** What decides which kernels there are. */
  public static SortedMap<String, Object> kernels() {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("architecture", System.getProperty("os.arch", "?"));
    facts.put("system", System.getProperty("os.name", "?"));
    facts.put("onednn", OneDnn.isThere());
    Processor.vectors().ifPresent(vectors -> facts.put("vectors", vectors));
    return facts;
  }
}
