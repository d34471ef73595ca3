package io.attributable.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceLogTest {
  @TempDir private Path log;

  private EvidenceLog open() {
    return EvidenceLog.open(log, LogOptions.defaults());
  }

  @Test
  void goesOnWhereItEnded() {
    LogPosition head;
    try (EvidenceLog one = open()) {
      head = one.append(SampleRecords.of(0));
      assertThat(one.head()).isEqualTo(head);
    }
    try (EvidenceLog other = open()) {
      assertThat(other.append(SampleRecords.of(1)).number()).isEqualTo(3);
    }
    AuditReport report = LogAudit.of(log).expectHead(head.hash()).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.behind()).contains(2L);
  }

  /** As after a crash at any byte of the last entry. */
  @Test
  void opensAgainAfterEachTornLine() throws IOException {
    try (EvidenceLog whole = open()) {
      whole.append(SampleRecords.of(0));
      whole.append(SampleRecords.of(1));
    }
    Path file = Segments.file(log, 1);
    byte[] all = Files.readAllBytes(file);
    int begin = lastLine(all);
    for (int length = begin; length < all.length; length += length < begin + 5 ? 1 : 97) {
      Files.write(file, Arrays.copyOf(all, length));
      boolean torn = length > begin;
      assertThat(LogAudit.of(log).run().isWhole()).isEqualTo(!torn);
      try (EvidenceLog again = open()) {
        again.append(SampleRecords.of(2));
      }
      AuditReport report = LogAudit.of(log).run();
      assertThat(report.findings()).as("after %s bytes", length).isEmpty();
      assertThat(report.recoveries()).isEqualTo(torn ? 1 : 0);
    }
  }

  private static int lastLine(byte[] all) {
    int at = all.length - 1;
    while (all[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  @Test
  void opensAgainAfterACrashAtTheVeryBeginning() throws IOException {
    Files.writeString(Segments.file(log, 1), "{\"ent");
    try (EvidenceLog again = open()) {
      again.append(SampleRecords.of(0));
    }
    AuditReport report = LogAudit.of(log).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.recoveries()).isEqualTo(1);
  }

  @Test
  void opensAgainAfterACrashBetweenTwoSegments() throws IOException {
    try (EvidenceLog whole = open()) {
      whole.append(SampleRecords.of(0));
      whole.rotate();
    }
    Files.write(Segments.file(log, 2), new byte[0]);
    open().close();
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
    Files.delete(Segments.file(log, 2));
    open().close();
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
  }

  @Test
  void refusesALogWhoseEndWasChanged() throws IOException {
    open().close();
    Files.writeString(Segments.file(log, 1), "nothing\n", StandardOpenOption.APPEND);
    assertThatThrownBy(this::open)
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("its last entry is not as it was written");
    Files.delete(Segments.file(log, 1));
    open().close();
  }

  @Test
  void takesOneWriterAtATime() {
    try (EvidenceLog one = open()) {
      assertThat(one.head().number()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.EVIDENCE_LOG))
          .hasMessageContaining("another writer has it open");
    }
    open().close();
  }

  /** A disk that is full when the next file is begun, and has space again later. */
  @Test
  void goesOnAfterANextFileThatCouldNotBeBegun() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Path next = Segments.file(log, 2);
    try (EvidenceLog one = open()) {
      one.append(SampleRecords.of(0));
      Files.createSymbolicLink(next, full);
      assertThatThrownBy(one::rotate)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.UNWRITABLE_FILE));
      Files.deleteIfExists(next);
      one.append(SampleRecords.of(1));
      assertThat(LogAudit.of(log).run().findings()).isEmpty();
      one.rotate();
      one.append(SampleRecords.of(2));
    }
    open().close();
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
  }

  @Test
  void refusesToAppendOnceItIsClosed() {
    EvidenceLog closed = open();
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.append(SampleRecords.of(0))).hasMessageContaining("was closed");
  }

  @Test
  void keepsTheOrderOfManyThreads() {
    try (EvidenceLog one =
        EvidenceLog.open(log, LogOptions.defaults().syncEvery(0).segmentBytes(4_000))) {
      IntStream.range(0, 200).parallel().forEach(i -> one.append(SampleRecords.of(i)));
    }
    AuditReport report = LogAudit.of(log).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.records()).isEqualTo(200);
    assertThat(Segments.of(log)).hasSizeGreaterThan(10);
  }

  @Test
  void dropsTheOldestSegmentsAndSaysSo() {
    LogOptions few = LogOptions.defaults().segmentBytes(1).keepSegments(2);
    try (EvidenceLog one = EvidenceLog.open(log, few)) {
      for (int i = 0; i < 6; i++) {
        one.append(SampleRecords.of(i));
      }
    }
    assertThat(Segments.of(log)).hasSize(3);
    AuditReport report = LogAudit.of(log).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.dropped()).isPositive();
  }

  @Test
  void dropsWhatIsTooOld() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int day = 0; day < 4; day++) {
      Clock clock = Clock.fixed(start.plus(Duration.ofDays(day)), ZoneOffset.UTC);
      LogOptions options = LogOptions.defaults().clock(clock).keepFor(Duration.ofHours(36));
      try (EvidenceLog one = EvidenceLog.open(log, options)) {
        one.append(SampleRecords.of(day));
        one.rotate();
      }
    }
    assertThat(Segments.of(log)).hasSize(3);
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
  }

  @Test
  void keepsForever() {
    LogOptions options = LogOptions.defaults().keepFor(ChronoUnit.FOREVER.getDuration());
    try (EvidenceLog one = EvidenceLog.open(log, options)) {
      one.append(SampleRecords.of(0));
      one.rotate();
    }
    assertThat(Segments.of(log)).hasSize(2);
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
  }

  @Test
  void droppedSegmentsThatComeBackAreFound() throws IOException {
    byte[] first;
    try (EvidenceLog one = open()) {
      one.append(SampleRecords.of(0));
      one.rotate();
      first = Files.readAllBytes(Segments.file(log, 1));
    }
    EvidenceLog.open(log, LogOptions.defaults().keepSegments(0)).close();
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
    assertThat(LogAudit.of(log).expectHead("sha256:of-a-dropped-entry").run().findings())
        .extracting(Finding::text)
        .singleElement()
        .asString()
        .contains("or the entry was one of those that were dropped");
    Files.write(Segments.file(log, 1), first);
    assertThat(LogAudit.of(log).run().findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.NOT_DROPPED);
  }

  @Test
  void redactsInOldSegmentsAndInTheOneThatIsWritten() {
    try (EvidenceLog one = open()) {
      long old = one.append(SampleRecords.of(0)).number();
      one.rotate();
      long recent = one.append(SampleRecords.of(1)).number();
      assertThat(one.redact(old, "example/0/input/x", "erasure")).isEqualTo(1);
      assertThat(one.redact(recent, "field", "erasure")).isEqualTo(1);
      one.append(SampleRecords.of(2));
      assertThatThrownBy(() -> one.redact(recent, "field", "again"))
          .hasMessageContaining("no part");
      assertThatThrownBy(() -> one.redact(99, "field", "none"))
          .hasMessageContaining("[EvidenceRecord] Record #99 cannot be used");
    }
    AuditReport report = LogAudit.of(log).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.redacted()).isEqualTo(2);
  }

  /** What was tampered with is evidence, too. */
  @Test
  void redactsWithoutTouchingOtherLines() throws IOException {
    byte[] noText = {'n', (byte) 0xC3, (byte) 0xFF, '\r', '\n'};
    Path first = Segments.file(log, 1);
    try (EvidenceLog one = open()) {
      long old = one.append(SampleRecords.of(0)).number();
      one.rotate();
      byte[] whole = Files.readAllBytes(first);
      Files.write(first, noText, StandardOpenOption.APPEND);
      one.redact(old, "field", "erasure");
      byte[] redacted = Files.readAllBytes(first);
      assertThat(redacted).hasSizeLessThan(whole.length).endsWith(noText);
    }
  }

  /** As after a loss of power, or by somebody who wants readers to run out of memory. */
  @Test
  @Tag("slow")
  void readsNoEndlessLine() throws IOException {
    try (EvidenceLog one = open()) {
      one.append(SampleRecords.of(0));
    }
    try (RandomAccessFile file = new RandomAccessFile(Segments.file(log, 1).toFile(), "rw")) {
      file.setLength(file.length() + LogReader.LONGEST + 1);
    }
    assertThat(LogAudit.of(log).run().findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.TORN);
    assertThatThrownBy(this::open)
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("bytes without an end");
  }

  @Test
  void refusesLinksWhoseFilesWouldKeepWhatIsRedacted() throws IOException {
    open().close();
    Path elsewhere = log.resolve("moved");
    Files.move(Segments.file(log, 1), elsewhere);
    Files.createSymbolicLink(Segments.file(log, 1), elsewhere);
    assertThatThrownBy(this::open)
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("\"000001.jsonl\" is a symbolic link");
    assertThat(LogAudit.of(log).run().findings()).isEmpty();
  }

  @Test
  void refusesAFolderThatIsNone() {
    assertThatThrownBy(() -> LogAudit.of(log.resolve("none")).run())
        .hasMessageContaining("there is no log");
    List<Path> files = List.of(log.resolve("file"));
    files.forEach(
        file -> {
          try {
            Files.writeString(file, "");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          assertThatThrownBy(() -> EvidenceLog.open(file, LogOptions.defaults()))
              .isInstanceOf(AttributionException.class);
        });
  }
}
