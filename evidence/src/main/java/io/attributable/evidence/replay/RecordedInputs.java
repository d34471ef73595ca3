package io.attributable.evidence.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.internal.ArrayJson;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.internal.JoinedArrays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.NdArray;

/**
 * The inputs of a record: those that it kept, and those that are given, held against its hashes.
 */
final class RecordedInputs {
  private final EvidenceRecord record;
  private final Map<String, NdArray<?>> given;
  private final Set<Integer> absent = new TreeSet<>();
  private final List<String> unchecked = new ArrayList<>();

  RecordedInputs(EvidenceRecord record, Map<String, NdArray<?>> given) {
    this.record = record;
    this.given = given;
  }

  /**
   * The inputs; in the place of examples that are not there stands another one, so that the batch
   * keeps its size.
   */
  Map<String, NdArray<?>> read() {
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>();
    JsonNode described = record.body().path("request").path("inputs");
    Map<String, List<Optional<JsonNode>>> rows = new LinkedHashMap<>();
    for (JsonNode input : described) {
      rows.put(input.path("name").asText(), rows(input));
    }
    rows.forEach((name, parts) -> inputs.put(name, joined(name, parts, described)));
    return inputs;
  }

  /** Examples of which some input is not there, counted from 0. */
  Set<Integer> absent() {
    return absent;
  }

  /** Inputs of which no hash was kept, so that what is given may be another one. */
  List<String> unchecked() {
    return unchecked;
  }

  private List<Optional<JsonNode>> rows(JsonNode input) {
    String name = input.path("name").asText();
    List<Optional<JsonNode>> rows = new ArrayList<>();
    boolean perExample = input.path("perExample").asBoolean();
    int count = perExample ? record.body().path("examples").asInt() : 1;
    Optional<NdArray<?>> whole = Optional.ofNullable(given.get(name));
    whole.ifPresent(array -> requireShape(name, array, input));
    boolean hashed = !input.path("kept").asText().equals("nothing");
    if (whole.isPresent() && !hashed) {
      unchecked.add(name);
    }
    for (int i = 0; i < count; i++) {
      String path = perExample ? "example/" + i + "/input/" + name : "input/" + name;
      int at = i;
      Optional<JsonNode> row = whole.map(array -> ArrayJson.of(perExample ? array.get(at) : array));
      rows.add(row(path, name, i, row, hashed));
      if (rows.get(i).isEmpty() && perExample) {
        absent.add(i);
      }
    }
    return rows;
  }

  private Optional<JsonNode> row(
      String path, String name, int example, Optional<JsonNode> row, boolean hashed) {
    if (row.isEmpty()) {
      return record.value(path).map(kept -> checked(path, name, example, kept));
    }
    if (!hashed) {
      return row;
    }
    Optional<Boolean> same = record.matches(path, row.get());
    if (same.isPresent() && !same.get()) {
      throw different(name, "example " + example + " has another hash");
    }
    return same.isPresent() ? row : Optional.empty();
  }

  /** What the record itself has may have been changed. */
  private JsonNode checked(String path, String name, int example, JsonNode kept) {
    if (!record.matches(path, kept).orElse(false)) {
      throw different(name, "example " + example + " of the record has another hash");
    }
    return kept;
  }

  private void requireShape(String name, NdArray<?> array, JsonNode input) {
    ObjectNode now = CanonicalJson.MAPPER.createObjectNode().put("dtype", ArrayJson.dtype(array));
    ArrayJson.lengths(array).forEach(now.putArray("shape")::add);
    String was = input.path("dtype").asText() + input.path("shape");
    String is = now.path("dtype").asText() + now.path("shape");
    if (!was.equals(is)) {
      throw different(name, "it is " + is + ", but was " + was);
    }
  }

  private AttributionException different(String name, String problem) {
    return new AttributionException(
        ErrorCode.EVIDENCE_INPUT,
        name,
        record.id(),
        problem,
        "Give the array that was explained, bit for bit.");
  }

  private NdArray<?> joined(String name, List<Optional<JsonNode>> rows, JsonNode described) {
    JsonNode input = null;
    for (JsonNode candidate : described) {
      input = candidate.path("name").asText().equals(name) ? candidate : input;
    }
    if (input == null || (rows.stream().allMatch(Optional::isEmpty) && !rows.isEmpty())) {
      throw new AttributionException(
          ErrorCode.EVIDENCE_RECORD,
          record.id(),
          "input \"%s\" was not kept, or was redacted".formatted(name),
          "Give it, where only its hash was kept.");
    }
    if (!input.path("perExample").asBoolean()) {
      return ArrayJson.read(rows.get(0).orElseThrow());
    }
    Optional<JsonNode> any = rows.stream().flatMap(Optional::stream).findFirst();
    List<JsonNode> whole = new ArrayList<>();
    for (Optional<JsonNode> row : rows) {
      whole.add(row.or(() -> any).orElseThrow());
    }
    return ArrayJson.read(JoinedArrays.of(input, whole));
  }
}
