package io.attributable.evidence.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which segments of a log are not to be kept any longer. */
final class Retention {
  private final Path folder;
  private final LogOptions options;

  Retention(Path folder, LogOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /**
   * Segments to drop, the oldest of the log.
   *
   * @param first number of their first entry
   * @param last number of their last entry
   * @param lastHash its hash, which the first entry that stays refers to
   */
  record Dropped(List<Path> files, long first, long last, String lastHash) {
    /** The oldest first, so that a crash leaves a log without gaps. */
    void delete(Path folder) {
      for (Path file : files) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          throw Segments.unusable(folder, String.valueOf(e), "Remove " + file + ".").causedBy(e);
        }
      }
      Segments.syncFolder(folder);
    }
  }

  /**
   * What is to be dropped.
   *
   * @param current the segment that is written to, which stays
   */
  Optional<Dropped> apply(int current) {
    List<Segments.Segment> full =
        Segments.of(folder).stream().filter(segment -> segment.number() < current).toList();
    int count = 0;
    while (count < full.size() && isDue(full, count)) {
      count++;
    }
    return count == 0 ? Optional.empty() : Optional.of(dropped(full.subList(0, count)));
  }

  private boolean isDue(List<Segments.Segment> full, int index) {
    int left = full.size() - index;
    return options.keepSegments().filter(most -> left > most).isPresent()
        || options.keepFor().filter(age -> isOlder(full.get(index), age)).isPresent();
  }

  private boolean isOlder(Segments.Segment segment, Duration age) {
    try {
      Instant time = Instant.parse(last(segment).entry().path(LogEntry.TIME).asText());
      return Duration.between(time, options.clock().instant()).compareTo(age) > 0;
    } catch (DateTimeException e) {
      throw changed(segment).causedBy(e);
    }
  }

  private Dropped dropped(List<Segments.Segment> segments) {
    LogEntry last = last(segments.get(segments.size() - 1));
    return new Dropped(
        segments.stream().map(Segments.Segment::file).toList(),
        first(segments.get(0)).number(),
        last.number(),
        last.hash());
  }

  private LogEntry last(Segments.Segment segment) {
    try {
      return LogEntry.read(Segments.tail(segment.file()).last().orElse(""))
          .orElseThrow(() -> changed(segment));
    } catch (IOException e) {
      throw changed(segment).causedBy(e);
    }
  }

  private LogEntry first(Segments.Segment segment) {
    try (var lines = Files.lines(segment.file())) {
      return lines.findFirst().flatMap(LogEntry::read).orElseThrow(() -> changed(segment));
    } catch (IOException e) {
      throw changed(segment).causedBy(e);
    }
  }

  private io.attributable.AttributionException changed(Segments.Segment segment) {
    return Segments.unusable(
        folder,
        "\"" + segment.file().getFileName() + "\" is not as it was written",
        "See what was changed with: ./attributable audit " + folder);
  }
}
