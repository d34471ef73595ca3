package io.attributable.evidence.log;

import io.attributable.evidence.EvidenceRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads logs line by line; one line is in memory at a time. */
public final class LogReader {
  /** How many bytes a line has at most: none longer is written, and none is read into memory. */
  static final int LONGEST = 256 << 20;

  private LogReader() {}

  /**
   * A line of a file.
   *
   * @param number counted from 1
   * @param text without its line feed; empty where it is no UTF-8, or longer than any entry
   * @param ended whether a line feed follows
   */
  record Line(int number, String text, boolean ended) {}

  /** An entry and where it stands. */
  record Found(Path file, int line, LogEntry entry) {}

  /** Takes lines. */
  interface LineAction {
    void accept(Line line) throws IOException;
  }

  static void lines(Path file, LineAction action) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int number = 1;
      long length = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          action.accept(new Line(number++, text(line, length), true));
          line.reset();
          length = 0;
        } else if (++length <= LONGEST) {
          line.write(next);
        }
      }
      if (length > 0) {
        action.accept(new Line(number, text(line, length), false));
      }
    }
  }

  private static String text(ByteArrayOutputStream line, long length) {
    return length > LONGEST ? "" : text(line.toByteArray());
  }

  /** Bytes that are no UTF-8 become what no entry is. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "";
    }
  }

  static Optional<Found> find(Path folder, Predicate<LogEntry> wanted) {
    Found[] found = new Found[1];
    forEach(
        folder,
        candidate -> {
          if (found[0] == null && wanted.test(candidate.entry())) {
            found[0] = candidate;
          }
        });
    return Optional.ofNullable(found[0]);
  }

  private static void forEach(Path folder, Consumer<Found> action) {
    for (Segments.Segment segment : Segments.ofLog(folder)) {
      try {
        lines(
            segment.file(),
            line ->
                LogEntry.read(line.text())
                    .ifPresent(
                        entry -> action.accept(new Found(segment.file(), line.number(), entry))));
      } catch (IOException e) {
        throw Segments.unusable(folder, String.valueOf(e), "Check the folder.").causedBy(e);
      }
    }
  }

  /**
   * Hands out the records of a log in their order, unchecked; {@link LogAudit} checks them.
   *
   * @throws io.attributable.AttributionException EVIDENCE_LOG
   */
  public static void records(Path folder, Consumer<LoggedRecord> action) {
    forEach(
        folder,
        found -> {
          if (found.entry().isRecord()) {
            action.accept(new LoggedRecord(found.entry().number(), found.entry().record()));
          }
        });
  }

  /**
   * The record of an entry.
   *
   * @throws io.attributable.AttributionException EVIDENCE_LOG
   */
  public static Optional<EvidenceRecord> record(Path folder, long number) {
    return find(folder, entry -> entry.number() == number && entry.isRecord())
        .map(found -> found.entry().record());
  }

  /**
   * A record and its number.
   *
   * @param number of its entry in the log
   */
  public record LoggedRecord(long number, EvidenceRecord record) {}
}
