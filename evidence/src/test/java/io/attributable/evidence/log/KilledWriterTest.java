package io.attributable.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they write, and that write to the same log. */
class KilledWriterTest {
  @TempDir private Path log;

  /** Appends until it is killed, and says after each entry that it is there. */
  static final class Writer {
    public static void main(String[] arguments) {
      LogOptions options = LogOptions.defaults().segmentBytes(50_000);
      try (EvidenceLog open = EvidenceLog.open(Path.of(arguments[0]), options)) {
        for (int i = 0; ; i++) {
          System.out.println(open.append(SampleRecords.of(i)).hash());
        }
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            log.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void whatWasAppendedIsThereAfterAKill() throws Exception {
    for (int round = 0; round < 3; round++) {
      Process writer = start();
      String last = "";
      try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
        for (int i = 0; i < 40 + 17 * round; i++) {
          last = said.readLine();
        }
        if (round == 0) {
          assertThatThrownBy(() -> EvidenceLog.open(log, LogOptions.defaults()))
              .hasMessageContaining("another writer has it open");
        }
        writer.destroyForcibly().waitFor();
      }
      EvidenceLog.open(log, LogOptions.defaults()).close();
      AuditReport report = LogAudit.of(log).expectHead(last).run();
      assertThat(report.findings()).isEmpty();
    }
  }
}
