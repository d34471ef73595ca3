package io.attributable.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionRequest;
import io.attributable.Baseline;
import io.attributable.BaselineMethod;
import io.attributable.DistributionMethod;
import io.attributable.LayerPort;
import io.attributable.MaskedMethod;
import io.attributable.Target;
import io.attributable.evidence.internal.ArrayJson;
import io.attributable.evidence.internal.CanonicalJson;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.ndarray.NdArray;

/** What was asked, as records write it. */
final class RequestJson {
  private final AttributionRequest request;
  private final RecordOptions options;
  private final RecordParts parts;
  private final long examples;

  RequestJson(AttributionRequest request, RecordOptions options, RecordParts parts, long examples) {
    this.request = request;
    this.options = options;
    this.parts = parts;
    this.examples = examples;
  }

  /** Writes the request, and its arrays as parts. */
  void put(ObjectNode json, Collection<Target> targets) {
    ArrayNode layers = json.putArray("layers");
    for (LayerPort layer : request.layers()) {
      layers.addObject().put("layer", layer.layer()).put("port", word(layer.port()));
    }
    request.allLayers().ifPresent(port -> json.put("allLayers", word(port)));
    json.set(
        "method", CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(request.method().toMap())));
    request
        .smoothing()
        .ifPresent(
            noise ->
                json.set(
                    "smooth",
                    CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(noise.toMap()))));
    request.output().ifPresent(output -> json.put("output", output));
    ArrayNode all = json.putArray("targets");
    targets.forEach(
        target -> all.add(CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(target.toJson()))));
    json.put("reduce", request.reduction().isNone() ? "none" : request.reduction().toString());
    json.put("unused", word(request.unusedLayer()));
    json.put("prediction", request.prediction());
    request
        .gradientWeights()
        .ifPresent(
            weights -> {
              ArrayNode array = json.putArray("weights");
              weights.forEach(weight -> array.add(CanonicalJson.number(weight)));
            });
    putInputs(json.putArray("inputs"));
    putArrays(json.putArray("baselines"), "baseline/", arrays());
    if (request.method() instanceof MaskedMethod method && !method.mask().isNone()) {
      putArrays(json.putArray("masks"), "mask/", method.mask().ids());
    }
  }

  private void putInputs(ArrayNode json) {
    new TreeMap<String, NdArray<?>>(request.inputs())
        .forEach(
            (name, array) -> {
              Kept kept = options.of(name);
              boolean rows = array.rank() > 0 && array.shape().get(0) == examples;
              json.add(described(name, array).put("kept", kept.word()).put("perExample", rows));
              if (rows) {
                for (int i = 0; i < examples; i++) {
                  NdArray<?> row = array.get(i);
                  parts.add("example/" + i + "/input/" + name, ArrayJson.of(row), kept);
                }
              } else {
                parts.add("input/" + name, ArrayJson.of(array), kept);
              }
            });
  }

  private void putArrays(ArrayNode json, String prefix, Map<String, NdArray<?>> arrays) {
    new TreeMap<>(arrays)
        .forEach(
            (name, array) -> {
              Kept kept = options.baselines();
              json.add(described(name, array).put("kept", kept.word()));
              parts.add(prefix + name, ArrayJson.of(array), kept);
            });
  }

  private Map<String, NdArray<?>> arrays() {
    if (request.method() instanceof BaselineMethod method) {
      Baseline baseline = method.baseline();
      return baseline.arrays();
    }
    return request.method() instanceof DistributionMethod method
        ? method.baselines().rows()
        : Map.of();
  }

  private static ObjectNode described(String name, NdArray<?> array) {
    ObjectNode json = CanonicalJson.MAPPER.createObjectNode().put("name", name);
    json.put("dtype", ArrayJson.dtype(array));
    ArrayJson.lengths(array).forEach(json.putArray("shape")::add);
    return json;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
