package io.attributable.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

/** Arrays in JSON as the rows of one array in JSON. */
public final class JoinedArrays {
  private JoinedArrays() {}

  /**
   * Joins rows.
   *
   * @param described has the dtype and the shape of the whole
   */
  public static JsonNode of(JsonNode described, List<JsonNode> rows) {
    ObjectNode json = CanonicalJson.MAPPER.createObjectNode();
    json.set("dtype", described.path("dtype"));
    json.set("shape", described.path("shape"));
    String dtype = described.path("dtype").asText();
    if (dtype.equals("string") || dtype.equals("bytes")) {
      ArrayNode data = json.putArray("data");
      rows.forEach(row -> row.path("data").forEach(data::add));
      return json;
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (JsonNode row : rows) {
      data.writeBytes(Base64.getDecoder().decode(row.path("data").asText()));
    }
    return json.put("data", Base64.getEncoder().encodeToString(data.toByteArray()));
  }
}
