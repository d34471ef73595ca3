package io.attributable.evidence.log;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.evidence.EvidencePart;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.internal.Commitments;
import java.util.Map;
import java.util.Optional;

/** Small records, as a recorder makes them. */
final class SampleRecords {
  private SampleRecords() {}

  static EvidenceRecord of(int number) {
    ObjectNode body = CanonicalJson.MAPPER.createObjectNode().put("id", "r" + number);
    String kept = Commitments.salt();
    String hashed = Commitments.salt();
    IntNode value = IntNode.valueOf(number);
    ObjectNode commitments = body.putObject("commitments");
    commitments
        .putObject("example/0/input/x")
        .put("kept", "values")
        .put("sha256", Commitments.of(kept, "example/0/input/x", value));
    commitments
        .putObject("field/é")
        .put("kept", "hash")
        .put("salt", Commitments.ofSalt(hashed))
        .put("sha256", Commitments.of(hashed, "field/é", value));
    return new EvidenceRecord(
        body,
        Map.of(
            "example/0/input/x", new EvidencePart(kept, Optional.of(value)),
            "field/é", new EvidencePart(hashed, Optional.empty())));
  }
}
