package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.evidence.internal.CanonicalJson;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** What the next entry of a log refers to. Not safe for several threads. */
final class ChainEnd {
  private static final String NONE = "none";

  private final String id;
  private final Clock clock;
  private long next;
  private String head;

  /** Goes on behind an entry, or begins a chain. */
  ChainEnd(Optional<LogEntry> last, Clock clock) {
    this.clock = clock;
    id =
        last.map(entry -> entry.entry().path(LogEntry.LOG).asText())
            .orElseGet(() -> UUID.randomUUID().toString());
    next = last.map(entry -> entry.number() + 1).orElse(0L);
    head = last.map(LogEntry::hash).orElse(NONE);
  }

  /** An entry that follows, to which its content is added. */
  ObjectNode entry(String kind) {
    ObjectNode entry = CanonicalJson.MAPPER.createObjectNode();
    entry.put(LogEntry.KIND, kind).put(LogEntry.LOG, id).put(LogEntry.NUMBER, next);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return entry.put(LogEntry.PREVIOUS, head).put(LogEntry.TIME, now.toString());
  }

  /** The entry was written. */
  void advance(String hash) {
    head = hash;
    next++;
  }

  LogPosition position() {
    return new LogPosition(next - 1, head);
  }
}
