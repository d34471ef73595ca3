package io.attributable.evidence.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.evidence.key.Keys;
import io.attributable.evidence.key.SigningKey;
import io.attributable.evidence.key.VerifyingKey;
import io.attributable.evidence.log.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that were changed in every place and every way. */
class TamperedLogTest {
  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void write() {
    log = folder.resolve("log");
    try (EvidenceLog open = EvidenceLog.open(log, LogOptions.defaults().syncEvery(0))) {
      for (int i = 0; i < 4; i++) {
        open.append(SampleRecords.of(i));
      }
    }
  }

  private Path file(int segment) {
    return Segments.file(log, segment);
  }

  private List<Finding> audit() {
    return LogAudit.of(log).run().findings();
  }

  @Test
  void findsNothingInAWholeLog() {
    AuditReport report = LogAudit.of(log).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.records()).isEqualTo(4);
    assertThat(report.entries()).isEqualTo(5);
  }

  /** Each byte as each of two others, and removed. */
  @Test
  @Tag("slow")
  void findsAChangeOfEachByte() throws IOException {
    put(lines().subList(0, 3));
    byte[] whole = Files.readAllBytes(file(1));
    List<String> unseen = new ArrayList<>();
    for (int at = 0; at < whole.length; at++) {
      for (int flip : new int[] {1, 0x80}) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) flip;
        see(changed, at + "^" + flip, unseen);
      }
      see(without(whole, at), at + " removed", unseen);
    }
    assertThat(unseen).isEmpty();
  }

  private void see(byte[] changed, String what, List<String> unseen) throws IOException {
    Files.write(file(1), changed);
    if (audit().isEmpty()) {
      unseen.add(what);
    }
  }

  private static byte[] without(byte[] bytes, int at) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    System.arraycopy(bytes, at + 1, shorter, at, bytes.length - at - 1);
    return shorter;
  }

  /** Every length but that of whole lines, where only a head that is kept elsewhere tells. */
  @Test
  void findsACutOfEachLength() throws IOException {
    put(lines().subList(0, 3));
    String head = LogAudit.of(log).run().head().orElseThrow().hash();
    byte[] whole = Files.readAllBytes(file(1));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(1), Arrays.copyOf(whole, length));
      if (length == 0 || whole[length - 1] != '\n') {
        assertThat(audit()).as("%s bytes", length).isNotEmpty();
      } else {
        assertThat(audit()).as("%s bytes", length).isEmpty();
      }
      if (length < whole.length - 1) {
        assertThat(LogAudit.of(log).expectHead(head).run().findings())
            .extracting(Finding::kind)
            .contains(Kind.HEAD_MISSING);
      }
    }
  }

  @Test
  void namesTheLineThatWasChanged() throws IOException {
    List<String> lines = lines();
    lines.set(2, lines.get(2).replace("\"id\":\"r1\"", "\"id\":\"r9\""));
    put(lines);
    assertThat(audit())
        .extracting(Finding::kind, Finding::line)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CHANGED, 3));
  }

  @Test
  void findsLinesRemovedInsertedAndMoved() throws IOException {
    for (int i = 0; i < 4; i++) {
      List<String> lines = lines();
      List<String> removed = new ArrayList<>(lines);
      removed.remove(i);
      put(removed);
      assertThat(audit()).as("line %s removed", i + 1).isNotEmpty();
      List<String> inserted = new ArrayList<>(lines);
      inserted.add(i, lines.get(i));
      put(inserted);
      assertThat(audit()).extracting(Finding::kind).contains(Kind.BROKEN_CHAIN);
      List<String> moved = new ArrayList<>(lines);
      Collections.swap(moved, i, i + 1);
      put(moved);
      assertThat(audit()).extracting(Finding::kind).contains(Kind.BROKEN_CHAIN);
      put(lines);
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  void findsAnEntryOfAnotherLog() throws IOException {
    Path other = folder.resolve("other");
    try (EvidenceLog open = EvidenceLog.open(other, LogOptions.defaults())) {
      open.append(SampleRecords.of(0));
    }
    List<String> lines = lines();
    lines.set(1, Files.readAllLines(Segments.file(other, 1)).get(1));
    put(lines);
    assertThat(audit()).extracting(Finding::kind).contains(Kind.FOREIGN, Kind.BROKEN_CHAIN);
  }

  @Test
  void findsPartsRemovedWithoutAStatement() throws IOException {
    List<String> lines = lines();
    String without =
        LogEntry.read(lines.get(1)).orElseThrow().without(java.util.Set.of("example/0/input/x"));
    lines.set(1, without);
    put(lines);
    assertThat(audit()).singleElement().extracting(Finding::kind).isEqualTo(Kind.PART_REMOVED);
  }

  @Test
  void findsPartsThatAreStillThereThoughRedacted() throws IOException {
    List<String> before = lines();
    try (EvidenceLog open = EvidenceLog.open(log, LogOptions.defaults())) {
      assertThat(open.redact(1, "example/0", "request 17")).isEqualTo(1);
    }
    assertThat(audit()).isEmpty();
    List<String> lines = lines();
    assertThat(lines.get(1)).doesNotContain("\"value\":0");
    lines.set(1, before.get(1));
    put(lines);
    assertThat(audit()).singleElement().extracting(Finding::kind).isEqualTo(Kind.NOT_REDACTED);
  }

  @Test
  void findsSegmentsSwappedRemovedAndEmptied() throws IOException {
    try (EvidenceLog open = EvidenceLog.open(log, LogOptions.defaults())) {
      open.rotate();
      open.append(SampleRecords.of(5));
      open.rotate();
      open.append(SampleRecords.of(6));
    }
    assertThat(audit()).isEmpty();
    byte[] second = Files.readAllBytes(file(2));
    byte[] third = Files.readAllBytes(file(3));
    Files.write(file(2), third);
    Files.write(file(3), second);
    assertThat(audit()).extracting(Finding::kind).contains(Kind.SEGMENT, Kind.BROKEN_CHAIN);
    Files.delete(file(2));
    Files.write(file(3), third);
    assertThat(audit()).extracting(Finding::kind).contains(Kind.SEGMENT, Kind.BROKEN_CHAIN);
    Files.write(file(2), second);
    Files.delete(file(3));
    assertThat(audit()).singleElement().extracting(Finding::kind).isEqualTo(Kind.SEGMENT);
    Files.write(file(3), new byte[0]);
    assertThat(audit()).extracting(Finding::kind).contains(Kind.SEGMENT);
    Files.write(file(3), third);
    Files.delete(file(1));
    assertThat(audit()).extracting(Finding::kind).contains(Kind.SEGMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "EC", "RSA"})
  void findsAChainThatWasWrittenAnew(String algorithm) {
    KeyPair own = Keys.of(algorithm);
    Path signed = folder.resolve("signed");
    LogOptions options = LogOptions.defaults().sign(SigningKey.of(own.getPrivate()));
    try (EvidenceLog open = EvidenceLog.open(signed, options)) {
      open.append(SampleRecords.of(0));
    }
    List<VerifyingKey> keys = List.of(VerifyingKey.of(own.getPublic()));
    AuditReport report = LogAudit.of(signed).keys(keys).run();
    assertThat(report.findings()).isEmpty();
    assertThat(report.verified()).isEqualTo(2);
    // Without the key, anybody can write a chain; not one that the key has signed.
    assertThat(LogAudit.of(log).keys(keys).run().findings())
        .extracting(Finding::kind)
        .containsOnly(Kind.UNSIGNED);
    KeyPair other = Keys.another(algorithm.equals("RSA") ? "EC" : algorithm);
    assertThat(
            LogAudit.of(signed).keys(List.of(VerifyingKey.of(other.getPublic()))).run().findings())
        .extracting(Finding::kind)
        .containsOnly(Kind.SIGNATURE);
  }

  @Test
  void findsWhatNoCheckpointCovers() throws IOException {
    KeyPair own = Keys.of("Ed25519");
    Path signed = folder.resolve("signed");
    LogOptions options = LogOptions.defaults().sign(SigningKey.of(own.getPrivate()), 10);
    try (EvidenceLog open = EvidenceLog.open(signed, options)) {
      open.append(SampleRecords.of(0));
      open.append(SampleRecords.of(1));
    }
    LogAudit audit = LogAudit.of(signed).keys(List.of(VerifyingKey.of(own.getPublic())));
    assertThat(audit.run().findings()).isEmpty();
    List<String> lines = Files.readAllLines(Segments.file(signed, 1));
    assertThat(lines).hasSize(4);
    Files.writeString(Segments.file(signed, 1), String.join("\n", lines.subList(0, 3)) + "\n");
    assertThat(audit.run().findings()).extracting(Finding::kind).containsOnly(Kind.UNSIGNED);
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file(1)));
  }

  private void put(List<String> lines) throws IOException {
    Files.write(file(1), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
