package io.attributable.evidence.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the attributions of one tensor agree.
 *
 * @param layer the layer's address in the first model
 * @param other its address in the second
 * @param tensor the tensor's name in the first model
 * @param examples one per example; none where nothing can be compared
 * @param problem why nothing can be compared; empty where it can
 */
public record TensorComparison(
    String layer, String other, String tensor, List<Similarity> examples, String problem) {

  /** Copies the list. */
  public TensorComparison {
    examples = List.copyOf(examples);
  }

  /** The value of the example that agrees least; NaN where some has none. */
  public double worst(Metric metric) {
    double worst = Double.NaN;
    for (Similarity example : examples) {
      double value = example.get(metric);
      if (Double.isNaN(value)) {
        return value;
      }
      boolean worse = metric.isSimilarity() ? value < worst : value > worst;
      worst = Double.isNaN(worst) || worse ? value : worst;
    }
    return worst;
  }

  /** The mean over the examples; NaN where some has none. */
  public double mean(Metric metric) {
    return examples.stream().mapToDouble(one -> one.get(metric)).average().orElse(Double.NaN);
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("other", other);
    map.put("tensor", tensor);
    if (!problem.isEmpty()) {
      map.put("problem", problem);
    }
    map.put("examples", examples);
    return map;
  }
}
