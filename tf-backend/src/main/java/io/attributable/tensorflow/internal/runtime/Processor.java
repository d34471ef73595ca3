package io.attributable.tensorflow.internal.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The processor, as Linux describes it; elsewhere nothing is known of it. */
public final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";
  private static final List<String> FLAGS = List.of("flags", "Features");
  private static final List<String> VECTORS = List.of("avx", "fma", "amx", "sve", "asimd", "sse4");
  private static final String AVX2 = "avx2";
  private static final String AVX_512 = "avx512f";

  private Processor() {}

  /** Its name. */
  public static Optional<String> model() {
    return entry(MODEL::equals);
  }

  /** The vector instructions that it has, such as {@code avx2}; sorted. */
  public static Optional<List<String>> vectors() {
    return entry(FLAGS::contains)
        .map(
            flags ->
                Arrays.stream(flags.split(" "))
                    .filter(flag -> VECTORS.stream().anyMatch(flag::startsWith))
                    .sorted()
                    .toList());
  }

  /** Whether AVX2 is the widest of them. */
  public static boolean endsWithAvx2() {
    return vectors().filter(all -> all.contains(AVX2) && !all.contains(AVX_512)).isPresent();
  }

  private static Optional<String> entry(Predicate<String> key) {
    try (Stream<String> lines = Files.lines(DESCRIPTION)) {
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
