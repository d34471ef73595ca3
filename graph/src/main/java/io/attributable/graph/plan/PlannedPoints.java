package io.attributable.graph.plan;

import io.attributable.graph.points.PointFeeds;
import io.attributable.graph.points.RunState;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a plan is run that evaluates the model at points.
 *
 * @param feeds where points are fed
 * @param output what is explained, a row per point and example
 * @param ends what is explained at inputs and baselines, where points do not get there; else empty
 * @param accumulators of the method's result, by tensor
 * @param others of inputs that move without being explained
 * @param carried what runs hand on to the next one beside accumulators
 * @param samples what the runs of a sample with noise hand on to those of the next one; where the
 *     points are samples, each run to the next
 * @param open whether there may be rows of several points in a run: not where the number of rows is
 *     fixed, or a branch or loop is decided by values of rows
 * @param together explained tensors whose sums are to be held against the change of the output
 *     together, and with those of {@code others}; of other tensors each layer's is
 */
public record PlannedPoints(
    PointFeeds feeds,
    TensorRef output,
    Optional<Ends> ends,
    Map<TensorRef, Accumulator> accumulators,
    List<Accumulator> others,
    List<RunState.Carry> carried,
    List<RunState.Carry> samples,
    boolean open,
    Set<TensorRef> together) {

  /** Outputs of passes of their own: at the inputs, and at the baselines. */
  public record Ends(TensorRef input, TensorRef baseline) {

    /** The same tensor twice, where nothing of the output depends on what has baselines. */
    public Set<TensorRef> both() {
      return new LinkedHashSet<>(List.of(input, baseline));
    }
  }

  /** Copies the collections. */
  public PlannedPoints {
    accumulators = Map.copyOf(accumulators);
    others = List.copyOf(others);
    carried = List.copyOf(carried);
    samples = List.copyOf(samples);
    together = Set.copyOf(together);
  }

  /** What the sum of some tensors of a layer is to be taken of. */
  public Set<Accumulator> summed(Collection<TensorRef> layer) {
    Set<Accumulator> summed = new LinkedHashSet<>();
    boolean withOthers = layer.stream().anyMatch(together::contains);
    layer.forEach(tensor -> summed.add(accumulators.get(tensor)));
    if (withOthers) {
      together.forEach(tensor -> summed.add(accumulators.get(tensor)));
      summed.addAll(others);
    }
    return summed;
  }

  /** Whether each point is a sample of noise, rather than each sample having all points. */
  public boolean pointsAreSamples() {
    return !samples.isEmpty() && accumulators.isEmpty();
  }

  /** All accumulators. */
  public List<Accumulator> all() {
    List<Accumulator> all = new ArrayList<>(accumulators.values());
    all.addAll(others);
    return all;
  }

  /** All that runs hand on to the next one of the same sample. */
  public List<RunState.Carry> ofSample() {
    List<RunState.Carry> all = new ArrayList<>(carried);
    all().forEach(sum -> all.add(new RunState.Carry(sum.before(), sum.after())));
    return all;
  }

  /** All that runs hand on. */
  public List<RunState.Carry> handedOn() {
    List<RunState.Carry> all = ofSample();
    all.addAll(samples);
    return all;
  }

  /** All that there is to feed and to fetch. */
  public Set<TensorRef> tensors() {
    Set<TensorRef> tensors = fetched();
    tensors.addAll(List.of(feeds.alphas(), feeds.weights(), feeds.scale(), feeds.rows(), output));
    tensors.addAll(feeds.baselines().values());
    feeds.noise().ifPresent(noise -> tensors.addAll(noise.all()));
    tensors.addAll(feeds.given().values());
    handedOn().forEach(carry -> tensors.add(carry.before()));
    return tensors;
  }

  /** All that there is to fetch beside the results. */
  Set<TensorRef> fetched() {
    Set<TensorRef> fetched = new LinkedHashSet<>();
    handedOn().forEach(carry -> fetched.add(carry.after()));
    all().forEach(accumulator -> fetched.add(accumulator.sum()));
    ends.ifPresent(end -> fetched.addAll(end.both()));
    return fetched;
  }
}
