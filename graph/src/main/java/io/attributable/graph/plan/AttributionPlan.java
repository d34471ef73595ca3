package io.attributable.graph.plan;

import io.attributable.RuleCoverage;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.GraphDef;

/**
 * A graph that computes attributions, and how it is used. Of a target's kind, one plan serves every
 * target and every number of examples.
 *
 * @param graph all that is needed, and nothing else
 * @param inputs where to feed the signature's inputs, by name; those that have no influence are
 *     absent
 * @param output what is explained; empty where nothing is differentiated and nothing predicted
 * @param tensors the results, by the tensor they belong to
 * @param positions where chosen neurons are, by the fetch that has their values
 * @param widest for several targets that are explained at once, the bytes of the largest tensor on
 *     the way back for one target and one example, as far as known; else 0
 * @param work what it takes to compute
 * @param points how it is run, if it evaluates the model at points
 * @param perturbation how it is run, if it evaluates the model at perturbed values
 * @param coverage by which rules the backward pass goes through which ops, for methods that have
 *     rules of their own
 */
public record AttributionPlan(
    GraphDef graph,
    Map<String, TensorRef> inputs,
    Optional<PlannedOutput> output,
    Map<TensorRef, PlannedTensor> tensors,
    Map<TensorRef, TensorRef> positions,
    long widest,
    PlanWork work,
    Optional<PlannedPoints> points,
    Optional<PlannedPerturbation> perturbation,
    RuleCoverage coverage) {

  /** A plan that is run once. */
  public AttributionPlan(
      GraphDef graph,
      Map<String, TensorRef> inputs,
      Optional<PlannedOutput> output,
      Map<TensorRef, PlannedTensor> tensors,
      Map<TensorRef, TensorRef> positions,
      long widest,
      PlanWork work) {
    this(
        graph,
        inputs,
        output,
        tensors,
        positions,
        widest,
        work,
        Optional.empty(),
        Optional.empty(),
        RuleCoverage.none());
  }

  /** Copies the maps; the order of the tensors is kept. */
  public AttributionPlan {
    inputs = Map.copyOf(inputs);
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    positions = Map.copyOf(positions);
  }

  /** The same with its graph written in another way. */
  public AttributionPlan withGraph(GraphDef other) {
    return new AttributionPlan(
        other, inputs, output, tensors, positions, widest, work, points, perturbation, coverage);
  }

  /** What to fetch for a tensor that the plan was made for. */
  public PlannedTensor tensor(TensorRef tensor) {
    PlannedTensor planned = tensors.get(tensor);
    if (planned == null) {
      throw new IllegalArgumentException(tensor + " is not planned, but " + tensors.keySet());
    }
    return planned;
  }

  /** All that there is to fetch. */
  public Collection<PlannedTensor> results() {
    return tensors.values();
  }

  /** Where the backward pass begins, of plans that have one. */
  public Optional<PlannedOutput.Seed> seed() {
    return output.flatMap(PlannedOutput::seed);
  }

  /** All that is fed or fetched. */
  public Set<TensorRef> fedAndFetched() {
    Set<TensorRef> all = new LinkedHashSet<>(inputs.values());
    output.ifPresent(output -> all.add(output.tensor()));
    seed().ifPresent(seed -> all.addAll(List.of(seed.target(), seed.weights(), seed.shape())));
    points.ifPresent(points -> all.addAll(points.tensors()));
    perturbation.ifPresent(perturbed -> all.addAll(perturbed.tensors()));
    all.addAll(positions.values());
    for (PlannedTensor tensor : results()) {
      all.add(tensor.info().tensor());
      all.addAll(tensor.results().values());
    }
    return all;
  }
}
