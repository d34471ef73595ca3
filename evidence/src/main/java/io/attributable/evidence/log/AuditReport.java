package io.attributable.evidence.log;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an audit found.
 *
 * @param findings what is not as it was written; none in a log that is whole
 * @param entries how many there are
 * @param records how many of them are records of explanations
 * @param redacted how many parts are redacted, by statement
 * @param recoveries how often what a crash had left was cut, by statement
 * @param dropped how many entries at the beginning were dropped, by statement
 * @param signed how many entries have a signature
 * @param verified how many signatures are of a given key; 0 where no key was given
 * @param head the last entry; empty in a log without one
 * @param behind how many entries follow the expected head, where one was given and is there
 */
public record AuditReport(
    List<Finding> findings,
    long entries,
    long records,
    long redacted,
    long recoveries,
    long dropped,
    long signed,
    long verified,
    Optional<LogPosition> head,
    Optional<Long> behind) {

  /** Copies the list. */
  public AuditReport {
    findings = List.copyOf(findings);
  }

  /** Whether all is as it was written, as far as the log itself, keys and head can tell. */
  public boolean isWhole() {
    return findings.isEmpty();
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("whole", isWhole());
    map.put("entries", entries);
    map.put("records", records);
    map.put("redacted", redacted);
    map.put("recoveries", recoveries);
    map.put("dropped", dropped);
    map.put("signed", signed);
    map.put("verified", verified);
    head.ifPresent(last -> map.put("head", Map.of("number", last.number(), "hash", last.hash())));
    behind.ifPresent(count -> map.put("behindExpectedHead", count));
    map.put("findings", findings);
    return map;
  }
}
