package io.attributable.evidence.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.Features;
import io.attributable.LayerPort;
import io.attributable.Methods;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.evidence.EvidenceRecord;
import io.attributable.evidence.internal.ArrayJson;
import io.attributable.evidence.internal.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** The request that a record is of. */
final class RecordedRequest {
  private static final String BASELINE = "baseline/";
  private static final String MASK = "mask/";
  private final EvidenceRecord record;
  private final JsonNode json;

  RecordedRequest(EvidenceRecord record) {
    this.record = record;
    this.json = record.body().path("request");
  }

  /**
   * The request without its inputs.
   *
   * @param given baselines of which only the hash was kept
   */
  AttributionRequest read(Map<String, NdArray<?>> given) {
    List<LayerPort> layers = new ArrayList<>();
    json.path("layers")
        .forEach(
            layer ->
                layers.add(new LayerPort(layer.path("layer").asText(), port(layer.path("port")))));
    return new AttributionRequest(
        Optional.of(record.body().path("model").path("signature").asText()),
        layers,
        Optional.ofNullable(json.get("allLayers")).map(RecordedRequest::port),
        method(given),
        Optional.ofNullable(json.get("output")).map(JsonNode::asText),
        targets().get(0),
        Map.of(),
        Optional.ofNullable(json.get("weights")).map(RecordedRequest::numbers),
        UnusedLayer.valueOf(json.path("unused").asText().toUpperCase(Locale.ROOT)),
        Reduction.parse(json.path("reduce").asText()),
        json.path("prediction").asBoolean(),
        Optional.ofNullable(json.get("smooth")).map(RecordedRequest::smoothing),
        Features.none());
  }

  /** At least one. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    json.path("targets").forEach(target -> targets.add(Target.read(plain(target))));
    if (targets.isEmpty()) {
      throw unusable("it names no target", "It is no record of this library.");
    }
    return targets;
  }

  private AttributionMethod method(Map<String, NdArray<?>> given) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    json.path("method")
        .properties()
        .forEach(entry -> parameters.put(entry.getKey(), revived(entry.getValue())));
    String name = String.valueOf(parameters.remove("name"));
    Map<String, NdArray<?>> arrays = baselines(given);
    if (!arrays.isEmpty()) {
      String parameter = parameters.containsKey("baselines") ? "baselines" : "baseline";
      Map<String, Object> byInput = new LinkedHashMap<>();
      if (parameters.get(parameter) instanceof Map<?, ?> described) {
        described.forEach((input, value) -> byInput.put(String.valueOf(input), value));
      }
      byInput.putAll(arrays);
      parameters.put(parameter, byInput);
    } else if (parameters.get("baselines") != null) {
      parameters.remove("baselines");
    }
    if (parameters.get("mask") instanceof Map<?, ?> described) {
      Map<String, Object> byInput = new LinkedHashMap<>();
      described.forEach((input, value) -> byInput.put(String.valueOf(input), value));
      byInput.putAll(masks());
      parameters.put("mask", byInput);
    }
    return Methods.of(name, parameters);
  }

  private Map<String, NdArray<?>> masks() {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    for (JsonNode described : json.path("masks")) {
      String name = described.path("name").asText();
      arrays.put(
          name,
          record
              .value(MASK + name)
              .<NdArray<?>>map(ArrayJson::read)
              .orElseThrow(
                  () ->
                      unusable(
                          "the mask of \"" + name + "\" was not kept, or was redacted",
                          "Keep baselines whole where masks are to be replayed.")));
    }
    return arrays;
  }

  private Map<String, NdArray<?>> baselines(Map<String, NdArray<?>> given) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    for (JsonNode described : json.path("baselines")) {
      String name = described.path("name").asText();
      Optional<JsonNode> kept = record.value(BASELINE + name);
      arrays.put(name, kept.<NdArray<?>>map(ArrayJson::read).orElseGet(() -> given(name, given)));
    }
    return arrays;
  }

  private NdArray<?> given(String name, Map<String, NdArray<?>> given) {
    NdArray<?> array = given.get(name);
    if (array == null) {
      throw unusable(
          "the baseline of \"" + name + "\" was not kept, or was redacted",
          "Give it, where only its hash was kept.");
    }
    if (!record.matches(BASELINE + name, ArrayJson.of(array)).orElse(true)) {
      throw new AttributionException(
          ErrorCode.EVIDENCE_INPUT,
          name,
          record.id(),
          "the baseline has another hash",
          "Give the array that was used, bit for bit.");
    }
    return array;
  }

  private AttributionException unusable(String problem, String remedy) {
    return new AttributionException(ErrorCode.EVIDENCE_RECORD, record.id(), problem, remedy);
  }

  private static Port port(JsonNode word) {
    return Port.valueOf(word.asText().toUpperCase(Locale.ROOT));
  }

  private static List<Double> numbers(JsonNode json) {
    List<Double> numbers = new ArrayList<>();
    json.forEach(number -> numbers.add(CanonicalJson.number(number)));
    return numbers;
  }

  private static Smoothing smoothing(JsonNode json) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    json.properties().forEach(entry -> parameters.put(entry.getKey(), revived(entry.getValue())));
    return Smoothing.of(parameters);
  }

  private static Object plain(JsonNode json) {
    return CanonicalJson.MAPPER.convertValue(json, Object.class);
  }

  /** Numbers that stand as texts. */
  private static Object revived(JsonNode json) {
    if (json.isTextual() && List.of("-0", "NaN", "Infinity", "-Infinity").contains(json.asText())) {
      return CanonicalJson.number(json);
    }
    if (json.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      json.properties().forEach(entry -> map.put(entry.getKey(), revived(entry.getValue())));
      return map;
    }
    return plain(json);
  }
}
