package io.attributable.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the Containerfile does with the archives that lie there, step by step in a folder. */
@DisabledOnOs(OS.WINDOWS)
class ContainerTest {
  private static final Pattern LINKED =
      Pattern.compile("RUN (set -- .*?/usr/local/bin/attributable)", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void oneArchiveIsLinked() throws Exception {
    Path home = Files.createDirectories(folder.resolve("opt/attributable-1.0/bin"));
    assertThat(link()).isEmpty();
    assertThat(Files.readSymbolicLink(folder.resolve("attributable")))
        .isEqualTo(home.resolve("attributable"));
  }

  /** As after a change of the version without a clean build. */
  @Test
  void severalArchivesAreRefused() throws Exception {
    Files.createDirectories(folder.resolve("opt/attributable-1.0/bin"));
    Files.createDirectories(folder.resolve("opt/attributable-1.1/bin"));
    assertThat(link())
        .contains("Several archives were added: ", "attributable-1.0 ", "--build-arg ARCHIVE=");
    assertThat(folder.resolve("attributable")).doesNotExist();
  }

  /** What was said, if it failed. */
  private String link() throws Exception {
    Path file = Path.of(System.getProperty("project.root"), "Containerfile");
    Matcher step = LINKED.matcher(Files.readString(file));
    assertThat(step.find()).isTrue();
    String command =
        step.group(1)
            .replace("/opt/", folder.resolve("opt") + "/")
            .replace("/usr/local/bin", folder.toString());
    Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() == 0 ? "" : said;
  }
}
