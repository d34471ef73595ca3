package io.attributable.cli.diff;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.evidence.compare.Metric;
import io.attributable.evidence.compare.Similarity;
import io.attributable.evidence.compare.TensorComparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer over all requests, targets and examples.
 *
 * @param layer its address in the first model
 * @param other its address in the second
 * @param examples of all requests, as far as they could be compared
 * @param problem why some could not; empty where all could
 */
public record LayerSummary(String layer, String other, List<Similarity> examples, String problem) {
  /** The metrics of attributions, in their order. */
  public static final List<Metric> METRICS =
      Arrays.stream(Metric.values()).filter(metric -> metric != Metric.OUTPUT).toList();

  /** Copies the list. */
  public LayerSummary {
    examples = List.copyOf(examples);
  }

  /** All layers, in the order of their first request. */
  public static List<LayerSummary> of(DiffReport report) {
    Map<String, List<TensorComparison>> byLayer = new LinkedHashMap<>();
    report.requests().stream()
        .flatMap(request -> request.comparisons().values().stream())
        .flatMap(comparison -> comparison.tensors().stream())
        .forEach(
            tensor -> byLayer.computeIfAbsent(tensor.layer(), n -> new ArrayList<>()).add(tensor));
    List<LayerSummary> layers = new ArrayList<>();
    byLayer.forEach(
        (layer, all) ->
            layers.add(
                new LayerSummary(
                    layer,
                    all.get(0).other(),
                    all.stream().flatMap(one -> one.examples().stream()).toList(),
                    all.stream()
                        .map(TensorComparison::problem)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""))));
    return layers;
  }

  /** The value of the example that agrees least; NaN where some has none. */
  public double worst(Metric metric) {
    return whole().worst(metric);
  }

  /** The mean over all examples; NaN where some has none. */
  public double mean(Metric metric) {
    return whole().mean(metric);
  }

  private TensorComparison whole() {
    return new TensorComparison(layer, other, "", examples, problem);
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("other", other);
    map.put("examples", examples.size());
    if (!problem.isEmpty()) {
      map.put("problem", problem);
    }
    for (Metric metric : METRICS) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("worst", json(worst(metric)));
      values.put("mean", json(mean(metric)));
      map.put(metric.word(), values);
    }
    return map;
  }

  private static Object json(double value) {
    return Double.isFinite(value) ? (Object) value : String.valueOf(value);
  }
}
