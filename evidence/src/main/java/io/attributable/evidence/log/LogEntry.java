package io.attributable.evidence.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.evidence.EvidencePart;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.internal.Sha256;
import io.attributable.evidence.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log: {@code {"entry": …, "hash": …, "parts": …, "signature": …}}, in canonical
 * form. The hash is of entry and signature, the signature of the entry; parts are held by the
 * commitments of the entry's record.
 */
final class LogEntry {
  static final String KIND = "kind";
  static final String NUMBER = "n";
  static final String PREVIOUS = "previous";
  static final String LOG = "log";
  static final String TIME = "time";
  static final String RECORD = "record";

  /** The kind of a file's last entry, where another file follows. */
  static final String NEXT = "next";

  private static final String ENTRY = "entry";
  private static final String HASH = "hash";
  private static final String PARTS = "parts";
  private static final String SIGNATURE = "signature";
  private static final Set<String> KEYS = Set.of(ENTRY, HASH, PARTS, SIGNATURE);

  private final ObjectNode line;

  private LogEntry(ObjectNode line) {
    this.line = line;
  }

  /** A new line of the log, with its hash. */
  record Written(String line, String hash) {}

  /**
   * Writes a line.
   *
   * @param parts canonical JSON of the parts, if the entry is a record with parts
   */
  static Written write(ObjectNode entry, Optional<String> parts, @Nullable SigningKey signer) {
    String content = CanonicalJson.text(entry);
    String beside = parts.map(text -> ",\"parts\":" + text).orElse("");
    if (signer == null) {
      String hash = Sha256.of(bytes("{\"entry\":" + content + "}"));
      return new Written(
          "{\"entry\":" + content + ",\"hash\":\"" + hash + "\"" + beside + "}", hash);
    }
    ObjectNode signature = CanonicalJson.MAPPER.createObjectNode();
    signature.put("algorithm", signer.algorithm());
    signature.put("value", Base64.getEncoder().encodeToString(signer.sign(bytes(content))));
    String signed = ",\"signature\":" + CanonicalJson.text(signature) + "}";
    String hash = Sha256.of(bytes("{\"entry\":" + content + signed));
    return new Written(
        "{\"entry\":" + content + ",\"hash\":\"" + hash + "\"" + beside + signed, hash);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a line; empty unless it is in the form that is written. */
  static Optional<LogEntry> read(String text) {
    try {
      JsonNode json = CanonicalJson.read(text);
      boolean known =
          json instanceof ObjectNode object
              && object.path(ENTRY).isObject()
              && object.path(HASH).isTextual()
              && object.properties().stream().allMatch(field -> KEYS.contains(field.getKey()));
      return known && CanonicalJson.text(json).equals(text)
          ? Optional.of(new LogEntry((ObjectNode) json))
          : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  ObjectNode entry() {
    return (ObjectNode) line.path(ENTRY);
  }

  String kind() {
    return entry().path(KIND).asText();
  }

  long number() {
    return entry().path(NUMBER).asLong(-1);
  }

  String previous() {
    return entry().path(PREVIOUS).asText();
  }

  /** The hash that the line states. */
  String hash() {
    return line.path(HASH).asText();
  }

  /** The hash that it should state. */
  String computedHash() {
    ObjectNode hashed = CanonicalJson.MAPPER.createObjectNode();
    hashed.set(ENTRY, entry());
    if (line.has(SIGNATURE)) {
      hashed.set(SIGNATURE, line.path(SIGNATURE));
    }
    return Sha256.of(hashed);
  }

  Optional<JsonNode> signature() {
    return Optional.ofNullable(line.get(SIGNATURE));
  }

  /** What a signature is about. */
  byte[] signed() {
    return CanonicalJson.bytes(entry());
  }

  Map<String, EvidencePart> parts() {
    Map<String, EvidencePart> parts = new TreeMap<>();
    line.path(PARTS)
        .properties()
        .forEach(part -> parts.put(part.getKey(), EvidencePart.read(part.getValue())));
    return parts;
  }

  /** The parts as they stand there, whatever they are. */
  JsonNode rawParts() {
    return line.path(PARTS);
  }

  boolean isRecord() {
    return kind().equals(RECORD);
  }

  EvidenceRecord record() {
    return new EvidenceRecord((ObjectNode) entry().path(RECORD), parts());
  }

  /** The same line without some parts. */
  String without(Set<String> paths) {
    ObjectNode changed = line.deepCopy();
    if (changed.path(PARTS) instanceof ObjectNode parts) {
      parts.remove(paths);
    }
    return CanonicalJson.text(changed);
  }
}
