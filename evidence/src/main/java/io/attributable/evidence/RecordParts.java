package io.attributable.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.internal.Commitments;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the parts of a record and the commitments to them. */
final class RecordParts {
  private final Map<String, EvidencePart> parts = new TreeMap<>();
  private final Map<String, ObjectNode> commitments = new TreeMap<>();

  void add(String path, JsonNode value, Kept kept) {
    if (kept == Kept.NOTHING) {
      return;
    }
    String salt = Commitments.salt();
    ObjectNode commitment = CanonicalJson.MAPPER.createObjectNode().put("kept", kept.word());
    commitment.put("sha256", Commitments.of(salt, path, value));
    if (kept == Kept.HASH) {
      commitment.put("salt", Commitments.ofSalt(salt)); // Without a value, all that can be checked.
    }
    commitments.put(path, commitment);
    Optional<JsonNode> shown = kept == Kept.VALUES ? Optional.of(value) : Optional.empty();
    parts.put(path, new EvidencePart(salt, shown));
  }

  Map<String, EvidencePart> parts() {
    return parts;
  }

  void putCommitments(ObjectNode body) {
    ObjectNode json = body.putObject("commitments");
    commitments.forEach(json::set);
  }
}
