package io.attributable.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.internal.IdentityJson;
import io.attributable.model.ModelIdentity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Makes the record of an answer. Safe for any number of threads. */
final class RecordMaker {
  private final RecordOptions options;

  RecordMaker(RecordOptions options) {
    this.options = options;
  }

  EvidenceRecord of(
      ModelIdentity model,
      AttributionRequest request,
      Map<Target, Attributions> byTarget,
      CallerFields fields) {
    RecordParts parts = new RecordParts();
    ObjectNode body = CanonicalJson.MAPPER.createObjectNode();
    body.put("schema", EvidenceRecord.SCHEMA);
    body.put("id", UUID.randomUUID().toString());
    Instant now = options.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    body.put("time", now.toString());
    IdentityJson.put(body, model);
    long examples = byTarget.values().stream().findFirst().map(ResultJson::examples).orElse(0L);
    body.put("examples", examples);
    new RequestJson(request, options, parts, examples)
        .put(body.putObject("request"), byTarget.keySet());
    var results = body.putArray("results");
    byTarget.forEach(
        (target, attributions) ->
            new ResultJson(target, attributions, parts, options, results.size(), examples)
                .put(results.addObject()));
    putFields(parts, fields);
    parts.putCommitments(body);
    return new EvidenceRecord(body, parts.parts());
  }

  private static void putFields(RecordParts parts, CallerFields fields) {
    fields
        .ofRecord()
        .forEach((name, value) -> parts.add("field/" + name, TextNode.valueOf(value), Kept.VALUES));
    for (int i = 0; i < fields.ofExamples().size(); i++) {
      String path = "example/" + i + "/field/";
      fields
          .ofExamples()
          .get(i)
          .forEach((name, value) -> parts.add(path + name, TextNode.valueOf(value), Kept.VALUES));
    }
  }
}
