package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many calls, loads and plans leave nothing behind, and threads get what one thread gets. A few
 * here; {@code -Psoak} has them be as many as in months of service.
 */
@Tag("slow")
class SoakTest {
  private static final Pattern LINE =
      Pattern.compile("(\\w+) (\\d+): resident (\\d+) to (\\d+) MiB, heap (\\d+) to (\\d+) MiB.*");

  /** What allocators keep for later, in MiB; grows with nothing. */
  private static final int ALLOWED = 48;

  private static final int HEAP = 8;

  /** How many; the build says so, an IDE does not. */
  private static String count(String name, int otherwise) {
    return System.getProperty("soak." + name, String.valueOf(otherwise));
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    String output = run();
    System.out.print(output);
    assertThat(LINE.matcher(output).results()).hasSize(3).allSatisfy(SoakTest::isFlat);
    assertThat(output).contains(", 0 of them not bit-equal");
  }

  private static void isFlat(MatchResult line) {
    assertThat(Integer.parseInt(line.group(4)) - Integer.parseInt(line.group(3)))
        .as(line.group())
        .isLessThan(ALLOWED);
    assertThat(Integer.parseInt(line.group(6)) - Integer.parseInt(line.group(5)))
        .as(line.group())
        .isLessThan(HEAP);
  }

  private static String run() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-Dfixtures.dir=" + System.getProperty("fixtures.dir"),
                "-cp",
                System.getProperty("java.class.path"),
                Soak.class.getName(),
                count("calls", 1500),
                count("loads", 15),
                count("plans", 100))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
