package io.attributable.tensorflow.internal.identity;

import io.attributable.tensorflow.internal.session.OneDnn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tensorflow.TensorFlow;

/** What computes here, as far as it can be known and may change the last bits of a number. */
public final class RunEnvironment {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";
  private static final List<String> FLAGS = List.of("flags", "Features");
  private static final List<String> VECTORS = List.of("avx", "fma", "amx", "sve", "asimd", "sse4");

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
    entry(MODEL::equals).ifPresent(model -> facts.put("processor", model));
    return facts;
  }

  /** What decides which kernels there are. */
  public static SortedMap<String, Object> kernels() {
    SortedMap<String, Object> facts = new TreeMap<>();
    facts.put("architecture", System.getProperty("os.arch", "?"));
    facts.put("system", System.getProperty("os.name", "?"));
    facts.put("onednn", OneDnn.isThere());
    entry(FLAGS::contains).ifPresent(flags -> facts.put("vectors", vectors(flags)));
    return facts;
  }

  private static List<String> vectors(String flags) {
    return Arrays.stream(flags.split(" "))
        .filter(flag -> VECTORS.stream().anyMatch(flag::startsWith))
        .sorted()
        .toList();
  }

  /** Of Linux; elsewhere nothing is known of the processor but its architecture. */
  private static Optional<String> entry(Predicate<String> key) {
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .map(line -> line.split(":", 2))
          .filter(pair -> pair.length == 2 && key.test(pair[0].strip()))
          .map(pair -> pair[1].strip())
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
