package io.attributable.graph.plan;

import io.attributable.graph.points.PerturbationFeeds;
import io.attributable.graph.tensor.TensorRef;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a plan is run that evaluates the model at perturbed values.
 *
 * @param feeds where perturbations are fed
 * @param output what is explained, a row per perturbation and example
 * @param sizes by perturbed tensor of a layer, its shape at the inputs, 64-bit
 * @param open whether there may be rows of several perturbations in a run: not where the number of
 *     rows is fixed, or a branch or loop is decided by values of rows
 */
public record PlannedPerturbation(
    PerturbationFeeds feeds, TensorRef output, Map<TensorRef, TensorRef> sizes, boolean open) {

  /** Copies the map. */
  public PlannedPerturbation {
    sizes = Map.copyOf(sizes);
  }

  /** All that there is to feed and to fetch. */
  public Set<TensorRef> tensors() {
    Set<TensorRef> tensors = fetched();
    tensors.add(feeds.count());
    tensors.add(feeds.features());
    tensors.addAll(feeds.ids().values());
    tensors.addAll(feeds.begins().values());
    tensors.addAll(feeds.ends().values());
    tensors.addAll(feeds.parts().values());
    tensors.add(feeds.others());
    tensors.addAll(feeds.baselines().values());
    tensors.addAll(feeds.given().values());
    return tensors;
  }

  /** All that there is to fetch. */
  Set<TensorRef> fetched() {
    Set<TensorRef> fetched = new LinkedHashSet<>(sizes.values());
    fetched.add(output);
    return fetched;
  }
}
