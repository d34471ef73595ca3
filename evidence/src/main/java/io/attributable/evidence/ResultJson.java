package io.attributable.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Convergence;
import io.attributable.Reasons;
import io.attributable.Target;
import io.attributable.evidence.internal.ArrayJson;
import io.attributable.evidence.internal.CanonicalJson;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** What came out for one target, as records write it; what belongs to one example is a part. */
final class ResultJson {
  private static final int LARGEST_OUTPUT = 1000;

  private final Target target;
  private final Attributions attributions;
  private final RecordParts parts;
  private final RecordOptions options;
  private final int number;
  private final long examples;

  ResultJson(
      Target target,
      Attributions attributions,
      RecordParts parts,
      RecordOptions options,
      int number,
      long examples) {
    this.target = target;
    this.attributions = attributions;
    this.parts = parts;
    this.options = options;
    this.number = number;
    this.examples = examples;
  }

  /** How many examples a result is about. */
  static long examples(Attributions attributions) {
    Optional<NdArray<?>> counted = attributions.prediction().map(found -> found.tensor().values());
    return counted
        .or(() -> first(attributions))
        .filter(array -> array.rank() > 0)
        .map(array -> array.shape().get(0))
        .orElse(1L);
  }

  private static Optional<NdArray<?>> first(Attributions attributions) {
    return attributions.layers().stream()
        .flatMap(layer -> layer.tensors().stream())
        .<NdArray<?>>map(AttributedTensor::values)
        .findFirst();
  }

  void put(ObjectNode json) {
    json.set("target", CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(target.toJson())));
    attributions
        .prediction()
        .ifPresent(
            found ->
                json.putObject("output")
                    .put("name", found.output())
                    .put("tensor", found.tensor().name())
                    .put("dtype", found.tensor().elementType().numpyName()));
    ArrayNode layers = json.putArray("layers");
    attributions.layers().forEach(layer -> put(layers.addObject(), layer));
    if (!attributions.leftOut().isEmpty()) {
      ArrayNode leftOut = json.putArray("leftOut");
      attributions.leftOut().forEach(layer -> leftOut.add(layer.layer()));
    }
    Optional<Reasons> reasons = reasons();
    for (int i = 0; i < examples; i++) {
      String example = "example/" + i;
      int at = i;
      reasons.ifPresent(
          found ->
              parts.add(
                  example + "/reasons/" + number, reasons(found, at), options.attributions()));
      parts.add("example/" + i + "/outcome/" + number, outcome(i), options.attributions());
      parts.add("example/" + i + "/attributions/" + number, rows(i), options.attributions());
    }
    if (!wholes().isEmpty()) {
      parts.add("attributions/" + number, wholes(), options.attributions());
    }
  }

  private void put(ObjectNode json, Attribution layer) {
    json.put("layer", layer.layer()).put("port", RequestJson.word(layer.port()));
    ArrayNode tensors = json.putArray("tensors");
    for (AttributedTensor tensor : layer.tensors()) {
      ObjectNode entry = tensors.addObject().put("name", tensor.name());
      entry.put("dtype", tensor.elementType().numpyName());
      ArrayJson.lengths(tensor.values()).forEach(entry.putArray("shape")::add);
      entry.put("perExample", isPerExample(tensor.values()));
    }
    layer
        .convergence()
        .filter(found -> found.steps() > 0)
        .map(Convergence::steps)
        .ifPresent(steps -> json.put("steps", steps));
    if (!layer.unused().isEmpty()) {
      layer.unused().forEach(unused -> json.withArray("/unused").add(unused.name()));
    }
    if (!layer.coverage().isEmpty()) {
      json.set(
          "coverage",
          CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(layer.coverage().toList())));
    }
  }

  private boolean isPerExample(NdArray<?> values) {
    return values.rank() > 0 && values.shape().get(0) == examples;
  }

  private JsonNode outcome(int example) {
    ObjectNode json = CanonicalJson.MAPPER.createObjectNode();
    attributions.prediction().ifPresent(found -> putOutput(json, found.tensor(), example));
    ArrayNode layers = json.putArray("convergence");
    for (Attribution layer : attributions) {
      ObjectNode entry = layers.addObject();
      layer
          .convergence()
          .filter(found -> found.at().size() > example)
          .ifPresent(
              found -> {
                entry.set("at", CanonicalJson.number(found.at().get(example)));
                entry.set("atBaseline", CanonicalJson.number(found.atBaseline().get(example)));
                entry.set("delta", CanonicalJson.number(found.delta().get(example)));
              });
    }
    return json;
  }

  private void putOutput(ObjectNode json, AttributedTensor output, int example) {
    if (output.values().rank() == 0 || example >= output.values().shape().get(0)) {
      return;
    }
    TargetElements elements = TargetElements.of(target, output);
    elements.index(example).ifPresent(index -> index.forEach(json.withArray("/target")::add));
    elements.value(example).ifPresent(value -> json.set("at", CanonicalJson.number(value)));
    NdArray<?> row = output.values().get(example);
    if (row.size() <= LARGEST_OUTPUT) {
      json.set("output", ArrayJson.of(row));
    }
  }

  private Optional<Reasons> reasons() {
    return options.reasons() == 0
        ? Optional.empty()
        : Optional.of(attributions.reasons(options.reasons(), options.side()));
  }

  private static JsonNode reasons(Reasons found, int example) {
    ObjectNode json = CanonicalJson.MAPPER.createObjectNode().put("side", found.side().word());
    json.setAll(
        (ObjectNode)
            CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(found.get(example).toMap())));
    return json;
  }

  /** The example's rows of all tensors that have a row for each example. */
  private ArrayNode rows(int example) {
    ArrayNode rows = CanonicalJson.MAPPER.createArrayNode();
    for (int layer = 0; layer < attributions.layers().size(); layer++) {
      for (AttributedTensor tensor : attributions.layers().get(layer).tensors()) {
        if (isPerExample(tensor.values())) {
          ObjectNode entry = rows.addObject().put("layer", layer).put("tensor", tensor.name());
          entry.set("values", ArrayJson.of(tensor.values().get(example)));
          tensor
              .positions()
              .ifPresent(tuples -> entry.set("positions", ArrayJson.of(tuples.get(example))));
        }
      }
    }
    return rows;
  }

  /** The other tensors. */
  private ArrayNode wholes() {
    ArrayNode wholes = CanonicalJson.MAPPER.createArrayNode();
    for (int layer = 0; layer < attributions.layers().size(); layer++) {
      for (AttributedTensor tensor : attributions.layers().get(layer).tensors()) {
        if (!isPerExample(tensor.values())) {
          ObjectNode entry = wholes.addObject().put("layer", layer).put("tensor", tensor.name());
          entry.set("values", ArrayJson.of(tensor.values()));
        }
      }
    }
    return wholes;
  }
}
