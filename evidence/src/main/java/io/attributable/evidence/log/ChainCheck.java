package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.evidence.log.LogAudit.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether each entry is what it was, and follows the one before. Used once. */
final class ChainCheck {
  private final List<Finding> findings;
  private final Optional<String> expectedHead;
  private final List<JsonNode> droppings = new ArrayList<>();
  private @Nullable LogEntry previous;
  private @Nullable LogEntry first;
  private Place firstPlace = new Place("", 0);
  private boolean unreadable;
  private int segment;
  private int before;
  private boolean atStart;
  private long entries;
  private long recoveries;
  private long behind = -1;

  ChainCheck(List<Finding> findings, Optional<String> expectedHead) {
    this.findings = findings;
    this.expectedHead = expectedHead;
  }

  /** A segment begins. */
  void begin(Segments.Segment next, String name) {
    segment = next.number();
    atStart = true;
    if (before > 0 && segment != before + 1) {
      String text = "Segments %d to %d are missing.".formatted(before + 1, segment - 1);
      findings.add(new Finding(Finding.Kind.SEGMENT, name, 0, text));
    }
    before = segment;
  }

  /** A segment ends. */
  void end(boolean last, String name) {
    LogEntry end = previous;
    if (atStart) {
      findings.add(new Finding(Finding.Kind.SEGMENT, name, 0, "The file is empty."));
    } else if (end != null && !unreadable && last == end.kind().equals("next")) {
      String text =
          last
              ? "The log goes on in a segment that is missing."
              : "The segment does not end as one that others follow.";
      findings.add(new Finding(Finding.Kind.SEGMENT, name, 0, text));
    }
  }

  void unreadable(Place place) {
    atStart = false;
    unreadable = true;
    findings.add(
        place.finding(Finding.Kind.MALFORMED, "The line is not in the form that is written."));
  }

  void accept(Place place, LogEntry entry) {
    entries++;
    if (!entry.computedHash().equals(entry.hash())) {
      findings.add(
          place.finding(
              Finding.Kind.CHANGED,
              "Entry %d does not have the hash that it states.".formatted(entry.number())));
    }
    follow(place, entry);
    if (atStart) {
      header(place, entry);
    }
    state(entry);
    if (behind >= 0) {
      behind++;
    }
    if (expectedHead.filter(entry.hash()::equals).isPresent()) {
      behind = 0;
    }
    previous = entry;
    unreadable = false;
    atStart = false;
  }

  private void follow(Place place, LogEntry entry) {
    LogEntry last = previous;
    if (last == null) {
      first = entry;
      firstPlace = place;
      return;
    }
    if (!entry.entry().path(LogEntry.LOG).equals(last.entry().path(LogEntry.LOG))) {
      findings.add(place.finding(Finding.Kind.FOREIGN, "The entry is of another log."));
    }
    boolean follows = entry.previous().equals(last.hash()) && entry.number() == last.number() + 1;
    if (!follows && !unreadable) {
      findings.add(
          place.finding(
              Finding.Kind.BROKEN_CHAIN,
              "Entry %d does not follow entry %d: entries were removed, inserted, moved or changed."
                  .formatted(entry.number(), last.number())));
    }
  }

  private void header(Place place, LogEntry entry) {
    boolean fits =
        List.of("start", "segment").contains(entry.kind())
            && entry.entry().path("segment").asInt() == segment;
    if (!fits) {
      findings.add(
          place.finding(
              Finding.Kind.SEGMENT,
              "The file does not begin as segment %d: it is another one, or its beginning is gone."
                  .formatted(segment)));
    }
  }

  private void state(LogEntry entry) {
    if (entry.kind().equals("recovery")) {
      recoveries++;
    } else if (entry.kind().equals("retention")) {
      droppings.add(entry.entry());
    }
  }

  /** The log ends. */
  void end(String log) {
    beginning();
    if (expectedHead.isPresent() && behind < 0 && !isDropped(expectedHead.get())) {
      String text =
          dropped() > 0
              ? "Entry %s is not there: the end was cut off, the log was written anew, or the entry"
                  + " was one of those that were dropped, of which only the last can be told."
              : "Entry %s is not there: the end was cut off, or the log was written anew.";
      findings.add(
          new Finding(Finding.Kind.HEAD_MISSING, log, 0, text.formatted(expectedHead.get())));
    }
  }

  private boolean isDropped(String hash) {
    return droppings.stream().anyMatch(drop -> drop.path("lastHash").asText().equals(hash));
  }

  /** What is not there must be stated to be dropped, and what is stated must be gone. */
  private void beginning() {
    LogEntry start = first;
    if (start == null) {
      return;
    }
    boolean whole = start.number() == 0 && start.kind().equals("start");
    boolean stated =
        droppings.stream()
            .anyMatch(
                drop ->
                    drop.path("last").asLong() == start.number() - 1
                        && isDroppedHash(drop, start.previous()));
    if (!whole && !stated) {
      findings.add(
          firstPlace.finding(
              Finding.Kind.SEGMENT,
              "The log begins with entry %d, and no entry states that those before were dropped."
                  .formatted(start.number())));
    }
    if (droppings.stream().anyMatch(drop -> drop.path("last").asLong() >= start.number())) {
      findings.add(
          firstPlace.finding(
              Finding.Kind.NOT_DROPPED,
              "Entries are there that were stated to be dropped. Opening the log drops them."));
    }
  }

  private static boolean isDroppedHash(JsonNode drop, String hash) {
    return drop.path("lastHash").asText().equals(hash);
  }

  long entries() {
    return entries;
  }

  long recoveries() {
    return recoveries;
  }

  long dropped() {
    LogEntry start = first;
    return start == null ? 0 : Math.max(0, start.number());
  }

  Optional<LogPosition> head() {
    return Optional.ofNullable(previous)
        .map(entry -> new LogPosition(entry.number(), entry.hash()));
  }

  Optional<Long> behind() {
    return behind < 0 ? Optional.empty() : Optional.of(behind);
  }
}
