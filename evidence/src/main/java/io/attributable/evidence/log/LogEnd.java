package io.attributable.evidence.log;

import io.attributable.AttributionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a log ends, as it lies on the disk.
 *
 * @param segment the last file's number; 1 where there is none yet
 * @param tail of that file
 * @param last the last entry, of that file, or of the one before if a crash left that one empty
 */
record LogEnd(int segment, Segments.Tail tail, Optional<LogEntry> last) {

  /**
   * Reads the end of a log.
   *
   * @throws AttributionException EVIDENCE_LOG if the last entry is not as it was written
   */
  static LogEnd of(Path folder) throws IOException {
    List<Segments.Segment> segments = Segments.of(folder);
    if (segments.isEmpty()) {
      return new LogEnd(1, Segments.Tail.NONE, Optional.empty());
    }
    Segments.Segment current = segments.get(segments.size() - 1);
    Segments.Tail tail = Segments.tail(current.file());
    Optional<String> line = tail.last();
    if (line.isEmpty() && segments.size() > 1) {
      Segments.Segment before = segments.get(segments.size() - 2);
      line = Optional.of(Segments.tail(before.file()).last().orElse(""));
    }
    return new LogEnd(current.number(), tail, line.map(text -> known(folder, text)));
  }

  private static LogEntry known(Path folder, String line) {
    return LogEntry.read(line)
        .filter(entry -> entry.computedHash().equals(entry.hash()))
        .orElseThrow(
            () ->
                Segments.unusable(
                    folder,
                    "its last entry is not as it was written",
                    "See what was changed with: ./attributable audit " + folder));
  }

  /** Whether the last file has a whole entry. */
  boolean isBegun() {
    return tail.last().isPresent();
  }
}
