package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.EqualSizes;
import io.attributable.graph.write.GraphBuilder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Makes plans for a graph. Safe for any number of threads. */
public final class PlanBuilder {
  private static final String PREFIX = "attribution/";

  private final FlatGraph graph;
  private final RuleBook rules;
  private final FunctionGraphs functions;
  private final EqualSizes sizes;
  private final AtomicInteger built = new AtomicInteger();
  private final Optimiser optimiser;
  private final String device;

  /**
   * Makes plans for a graph.
   *
   * @param functions opens what its loops and branches refer to
   * @param sizes which of the graph's are the same, though not known
   * @param optimiser makes the plans lean
   * @param device where all nodes shall run, such as {@code /GPU:0}; empty leaves it to TensorFlow
   */
  public PlanBuilder(
      FlatGraph graph,
      RuleBook rules,
      FunctionGraphs functions,
      EqualSizes sizes,
      Optimiser optimiser,
      String device) {
    this.graph = graph;
    this.rules = rules;
    this.functions = functions;
    this.sizes = sizes;
    this.optimiser = optimiser;
    this.device = device;
  }

  /** The graph that plans are made for. */
  public FlatGraph graph() {
    return graph;
  }

  /**
   * Makes a plan: at most one backward pass for all tensors. What of their shapes is not static has
   * to be held against {@link io.attributable.graph.reduce.ReducedShape} before the plan is run.
   *
   * @throws NoGradientException if an op between a tensor and the output has no rule
   * @throws AttributionException METHOD_NOT_APPLICABLE, REDUCTION_SHAPE, REDUCTION_INVALID,
   *     INPUT_UNKNOWN
   */
  public AttributionPlan build(PlanSpec spec) {
    ReducedResults reduced = new ReducedResults(graph.signature(), spec);
    reduced.check(graph);
    checkPaths(spec);
    GraphBuilder builder = new GraphBuilder(graph, PREFIX, sizes);
    BackwardPass backward = BackwardPass.of(builder, spec, rules, functions);
    Map<TensorRef, PlannedTensor> results = reduced.write(builder, backward.gradients());
    Set<TensorRef> attributed =
        spec.tensors().stream()
            .map(tensor -> tensor.tensor())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<TensorRef> fetched = new LinkedHashSet<>(attributed);
    results.values().forEach(tensor -> fetched.addAll(tensor.results().values()));
    fetched.addAll(reduced.positions().values());
    backward.output().ifPresent(output -> fetched.add(output.tensor()));
    backward.output().flatMap(PlannedOutput::seed).ifPresent(seed -> fetched.add(seed.shape()));
    PlanGraph planned =
        new PlanGraph(builder, fetched, attributed, optimiser, device, functionPrefix());
    return new AttributionPlan(
        planned.proto(),
        inputs(planned),
        backward.output(),
        results,
        reduced.positions(),
        backward.widest(),
        planned.work());
  }

  private void checkPaths(PlanSpec spec) {
    PassedNodes passed = new PassedNodes(graph, rules, functions);
    spec.output()
        .filter(output -> spec.method().differentiates())
        .ifPresent(
            output ->
                spec.tensors().forEach(tensor -> spec.method().checkPaths(tensor, output, passed)));
  }

  /** A session has one library of functions for all plans of all signatures. */
  private String functionPrefix() {
    String signature = graph.signature().name().replaceAll("\\W", "_");
    return "attribution_" + signature + "_" + built.incrementAndGet() + "_";
  }

  private Map<String, TensorRef> inputs(PlanGraph planned) {
    Map<String, TensorRef> inputs = new LinkedHashMap<>();
    for (TensorSchema input : graph.signature().inputs()) {
      if (planned.holds(input.tensor().node())) {
        inputs.put(input.name(), input.tensor());
      }
    }
    return inputs;
  }
}
