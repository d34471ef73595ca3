package io.attributable.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A part of a record that can be removed: it lies beside the record, which holds a commitment to
 * it.
 *
 * @param salt hexadecimal digits, which the commitment was made with
 * @param value what it says; empty where only its hash is kept
 */
public record EvidencePart(String salt, Optional<JsonNode> value) {

  /** As it stands in the log: {@code {"salt": …, "value": …}}. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("salt", salt);
    value.ifPresent(known -> json.set("value", known));
    return json;
  }

  /** What {@link #toJson()} wrote. */
  public static EvidencePart read(JsonNode json) {
    return new EvidencePart(json.path("salt").asText(), Optional.ofNullable(json.get("value")));
  }
}
