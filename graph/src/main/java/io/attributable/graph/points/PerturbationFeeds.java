package io.attributable.graph.points;

import io.attributable.graph.tensor.TensorRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where perturbations are fed. With k perturbations and N examples, the model is evaluated for k ·
 * N rows, those of one perturbation one after the other.
 *
 * @param count k, a 64-bit integer
 * @param features {@code [k, features]}, truth values: which are there. Where examples have
 *     features of their own, those of all stand side by side
 * @param ids {@code [N or 1, …]} by perturbed tensor, 32-bit integers: the feature of each element
 * @param begins {@code [k, dimensions]} by perturbed tensor, 64-bit integers: where a window begins
 *     along each dimension but that of the examples
 * @param ends the same where it ends, which is outside
 * @param parts {@code [k, …]} by perturbed tensor, 32-bit: how much of each element stays, 1 in the
 *     place of dimensions whose elements fade together
 * @param others {@code [k, N]}, 64-bit integers: the example that features are taken from
 * @param baselines {@code [N or 1, …]} by perturbed input, of its type
 * @param given the same by perturbed tensor of a layer
 */
public record PerturbationFeeds(
    TensorRef count,
    TensorRef features,
    Map<TensorRef, TensorRef> ids,
    Map<TensorRef, TensorRef> begins,
    Map<TensorRef, TensorRef> ends,
    Map<TensorRef, TensorRef> parts,
    TensorRef others,
    Map<String, TensorRef> baselines,
    Map<TensorRef, TensorRef> given) {

  /** Copies the maps. */
  public PerturbationFeeds {
    ids = Map.copyOf(ids);
    begins = Map.copyOf(begins);
    ends = Map.copyOf(ends);
    parts = Map.copyOf(parts);
    given = Map.copyOf(given);
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
  }
}
