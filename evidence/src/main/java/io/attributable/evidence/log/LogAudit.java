package io.attributable.evidence.log;

import io.attributable.AttributionException;
import io.attributable.NonNull;
import io.attributable.evidence.key.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a log against itself: every byte of every line, the chain, the parts, and signatures by
 * keys that are given. It finds every change that leaves some entry of the chain as it was. Whoever
 * can write all files can also write the chain anew, or cut off its end: signatures show the first,
 * the head of an earlier day, kept elsewhere, both. Immutable, safe for any number of threads;
 * reads only.
 */
public final class LogAudit {
  private final Path folder;
  private final List<VerifyingKey> keys;
  private final Optional<String> expectedHead;

  private LogAudit(Path folder, List<VerifyingKey> keys, Optional<String> expectedHead) {
    this.folder = folder;
    this.keys = keys;
    this.expectedHead = expectedHead;
  }

  /** Audits a log. */
  public static LogAudit of(Path folder) {
    return new LogAudit(Objects.requireNonNull(folder, "folder"), List.of(), Optional.empty());
  }

  /** Also verifies signatures, and requires them; several keys where they were changed. */
  public LogAudit keys(List<VerifyingKey> all) {
    NonNull.all(all, "all");
    return new LogAudit(folder, List.copyOf(all), expectedHead);
  }

  /**
   * Also requires that an entry is there.
   *
   * @param hash of the last entry at an earlier time: {@link LogPosition#hash()}
   */
  public LogAudit expectHead(String hash) {
    return new LogAudit(folder, keys, Optional.of(Objects.requireNonNull(hash, "hash")));
  }

  /**
   * Reads the whole log.
   *
   * @throws AttributionException EVIDENCE_LOG if there is none, or it cannot be read
   */
  public AuditReport run() {
    List<Segments.Segment> segments = Segments.ofLog(folder);
    List<Finding> findings = new ArrayList<>();
    ChainCheck chain = new ChainCheck(findings, expectedHead);
    PartsCheck parts = new PartsCheck(findings);
    SignatureCheck signatures = new SignatureCheck(findings, keys);
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i == segments.size() - 1;
      read(segments.get(i), last, findings, new EntryChecks(chain, parts, signatures));
    }
    chain.end(String.valueOf(folder));
    parts.end();
    signatures.end();
    return new AuditReport(
        findings,
        chain.entries(),
        parts.records(),
        parts.redacted(),
        chain.recoveries(),
        chain.dropped(),
        signatures.signed(),
        signatures.verified(),
        chain.head(),
        chain.behind());
  }

  /** The checks that each entry passes. */
  private record EntryChecks(ChainCheck chain, PartsCheck parts, SignatureCheck signatures) {
    void accept(Place place, LogEntry entry) {
      chain.accept(place, entry);
      parts.accept(place, entry);
      signatures.accept(place, entry);
    }
  }

  private static void read(
      Segments.Segment segment, boolean last, List<Finding> findings, EntryChecks checks) {
    String name = String.valueOf(segment.file().getFileName());
    checks.chain().begin(segment, name);
    try {
      LogReader.lines(
          segment.file(),
          line -> {
            Place place = new Place(name, line.number());
            Optional<LogEntry> entry = LogEntry.read(line.text());
            if (!line.ended()) {
              findings.add(
                  place.finding(
                      Finding.Kind.TORN,
                      last
                          ? "The last line is not whole: a crash, or a cut. Opening the log cuts it"
                              + " and says so."
                          : "The last line of a segment that others follow is not whole."));
              entry.ifPresent(whole -> checks.accept(place, whole));
            } else if (entry.isEmpty()) {
              checks.chain().unreadable(place);
            } else {
              checks.accept(place, entry.get());
            }
          });
    } catch (IOException e) {
      throw Segments.unusable(segment.file(), String.valueOf(e), "Check the file.").causedBy(e);
    }
    checks.chain().end(last, name);
  }

  /**
   * Where an entry stands.
   *
   * @param line counted from 1
   */
  record Place(String file, int line) {
    Finding finding(Finding.Kind kind, String text) {
      return new Finding(kind, file, line, text);
    }
  }
}
