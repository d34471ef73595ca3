package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.evidence.internal.Commitments;
import io.attributable.evidence.log.LogAudit.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether the parts of records are what they were, or are stated to be redacted. Used once. */
final class PartsCheck {
  private static final Set<String> KEYS = Set.of("salt", "value");

  private final List<Finding> findings;
  private final Map<Long, Set<String>> missing = new HashMap<>();
  private final Map<Long, Set<String>> redacted = new HashMap<>();
  private final Map<Long, Place> places = new HashMap<>();
  private final List<Redacted> statements = new ArrayList<>();
  private long records;
  private long first = -1;

  private record Redacted(Place place, long record, String path) {}

  PartsCheck(List<Finding> findings) {
    this.findings = findings;
  }

  void accept(Place place, LogEntry entry) {
    if (entry.isRecord()) {
      records++;
      check(place, entry);
    } else if (entry.kind().equals("redaction")) {
      long record = entry.entry().path("of").asLong();
      for (JsonNode path : entry.entry().path("parts")) {
        redacted.computeIfAbsent(record, none -> new HashSet<>()).add(path.asText());
        statements.add(new Redacted(place, record, path.asText()));
      }
    } else if (!entry.rawParts().isMissingNode()) {
      findings.add(place.finding(Finding.Kind.PART_UNKNOWN, "The entry can have no parts."));
    }
  }

  private void check(Place place, LogEntry entry) {
    JsonNode commitments = entry.entry().path(LogEntry.RECORD).path("commitments");
    JsonNode parts = entry.rawParts();
    Set<String> gone = new TreeSet<>();
    commitments
        .properties()
        .forEach(
            commitment -> {
              JsonNode part = parts.path(commitment.getKey());
              if (part.isMissingNode()) {
                gone.add(commitment.getKey());
              } else if (!holds(commitment.getKey(), commitment.getValue(), part)) {
                findings.add(
                    place.finding(
                        Finding.Kind.PART_CHANGED,
                        "Part \"%s\" of entry %d is not what the record was made with."
                            .formatted(commitment.getKey(), entry.number())));
              }
            });
    for (Map.Entry<String, JsonNode> part : parts.properties()) {
      if (!commitments.has(part.getKey())) {
        String text = "Entry %d has no part \"%s\".".formatted(entry.number(), part.getKey());
        findings.add(place.finding(Finding.Kind.PART_UNKNOWN, text));
      }
    }
    if (!parts.isObject()) {
      findings.add(place.finding(Finding.Kind.PART_UNKNOWN, "The parts are no object."));
    }
    if (!gone.isEmpty()) {
      missing.put(entry.number(), gone);
      places.put(entry.number(), place);
    }
    first = first < 0 ? entry.number() : first;
  }

  /** Where only the hash is kept, the salt can be checked alone. */
  private static boolean holds(String path, JsonNode commitment, JsonNode part) {
    boolean whole =
        part.isObject()
            && part.path("salt").asText().matches("[0-9a-f]{32}")
            && part.properties().stream().allMatch(field -> KEYS.contains(field.getKey()));
    boolean kept = commitment.path("kept").asText().equals("values");
    if (!whole || kept != part.has("value")) {
      return false;
    }
    String salt = part.path("salt").asText();
    return kept
        ? Commitments.of(salt, path, part.path("value")).equals(commitment.path("sha256").asText())
        : Commitments.ofSalt(salt).equals(commitment.path("salt").asText());
  }

  /** The log ends: all redactions are known. */
  void end() {
    missing.forEach(
        (record, paths) ->
            paths.stream()
                .filter(path -> !redacted.getOrDefault(record, Set.of()).contains(path))
                .forEach(path -> removed(record, path)));
    for (Redacted statement : statements) {
      boolean there =
          first >= 0
              && statement.record() >= first
              && !missing.getOrDefault(statement.record(), Set.of()).contains(statement.path());
      if (there) {
        findings.add(
            statement
                .place()
                .finding(
                    Finding.Kind.NOT_REDACTED,
                    "Part \"%s\" of entry %d is still there; redact it again."
                        .formatted(statement.path(), statement.record())));
      }
    }
  }

  private void removed(long record, String path) {
    Place place = places.getOrDefault(record, new Place("", 0));
    findings.add(
        place.finding(
            Finding.Kind.PART_REMOVED,
            "Part \"%s\" of entry %d is gone, and no entry says that it was redacted."
                .formatted(path, record)));
  }

  long records() {
    return records;
  }

  long redacted() {
    return redacted.values().stream().mapToLong(Set::size).sum();
  }
}
