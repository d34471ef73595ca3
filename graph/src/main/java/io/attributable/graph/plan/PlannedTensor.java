package io.attributable.graph.plan;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.Quantity;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;

/**
 * What to fetch for a tensor.
 *
 * @param info the tensor
 * @param used whether the output depends on it; if not, results are those of a gradient of zeros
 * @param results by what they are, or what these were reduced to
 */
public record PlannedTensor(TensorInfo info, boolean used, Map<Quantity, TensorRef> results) {
  /** Copies the map. */
  public PlannedTensor {
    results = Map.copyOf(results);
  }

  /** One of the results. */
  public TensorRef result(Quantity quantity) {
    TensorRef result = results.get(quantity);
    if (result == null) {
      throw new IllegalArgumentException(quantity + " is not planned, but " + results.keySet());
    }
    return result;
  }
}
