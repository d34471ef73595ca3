package io.attributable.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.internal.Commitments;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The record of one explanation: of a request with all its examples and targets. What may be
 * personal is no part of {@link #body()} but of {@link #parts()}, by paths such as {@code
 * example/0/input/row}; the body holds commitments to them, so that parts can be removed and all
 * else stays proved. Immutable as long as nobody changes its JSON; safe for any number of threads.
 */
public final class EvidenceRecord {
  /** The version of the form, {@code "schema"} in each record. */
  public static final String SCHEMA = "attributable-evidence-1";

  private final ObjectNode body;
  private final SortedMap<String, EvidencePart> parts;

  /**
   * A record that was read.
   *
   * @param body as the schema says
   * @param parts by path
   */
  public EvidenceRecord(ObjectNode body, Map<String, EvidencePart> parts) {
    this.body = Objects.requireNonNull(body, "body");
    this.parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /**
   * Reads what {@link #toString()} gives, or a line of a log with a record.
   *
   * @throws AttributionException EVIDENCE_RECORD
   */
  public static EvidenceRecord parse(String json) {
    try {
      JsonNode read = CanonicalJson.read(json);
      JsonNode found = read.has("entry") ? read.path("entry").path("record") : read.path("body");
      if (found instanceof ObjectNode body && SCHEMA.equals(body.path("schema").asText())) {
        Map<String, EvidencePart> parts = new TreeMap<>();
        read.path("parts")
            .properties()
            .forEach(part -> parts.put(part.getKey(), EvidencePart.read(part.getValue())));
        return new EvidenceRecord(body, parts);
      }
    } catch (JsonProcessingException e) {
      throw unreadable(e.getOriginalMessage()).causedBy(e);
    }
    throw unreadable("it has no \"body\" or \"entry\" of schema " + SCHEMA);
  }

  private static AttributionException unreadable(String problem) {
    return new AttributionException(
        ErrorCode.EVIDENCE_RECORD,
        "of a file",
        "it cannot be read: " + problem,
        "Give a record as JSON, or a line of a log.");
  }

  /** The record's id, a UUID. */
  public String id() {
    return body.path("id").asText();
  }

  /** When it was made, in UTC, such as {@code 2026-03-01T12:00:00Z}. */
  public String time() {
    return body.path("time").asText();
  }

  /** What cannot be removed. */
  public ObjectNode body() {
    return body;
  }

  /** What can be removed, as far as it was not. */
  public SortedMap<String, EvidencePart> parts() {
    return parts;
  }

  /** The value of a part, if it is kept and was not removed. */
  public Optional<JsonNode> value(String path) {
    return Optional.ofNullable(parts.get(path)).flatMap(EvidencePart::value);
  }

  /**
   * Whether a value is what this record was made with.
   *
   * @return empty where the part was removed, so that nobody can tell any more
   */
  public Optional<Boolean> matches(String path, JsonNode value) {
    String commitment = body.path("commitments").path(path).path("sha256").asText();
    return Optional.ofNullable(parts.get(path))
        .map(part -> Commitments.of(part.salt(), path, value).equals(commitment));
  }

  /** Body and parts: {@code {"body": …, "parts": …}}. */
  public ObjectNode toJson() {
    ObjectNode json = CanonicalJson.MAPPER.createObjectNode();
    json.set("body", body);
    ObjectNode beside = json.putObject("parts");
    parts.forEach((path, part) -> beside.set(path, part.toJson()));
    return json;
  }

  /** As canonical JSON (RFC 8785), on one line. */
  @Override
  public String toString() {
    return CanonicalJson.text(toJson());
  }
}
