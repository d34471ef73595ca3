package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.RuleCoverage;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.points.DecidedFlow;
import io.attributable.graph.points.MovingInputs;
import io.attributable.graph.points.PerturbationDemand;
import io.attributable.graph.points.PerturbedGraph;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.points.PointGraph;
import io.attributable.graph.points.Reference;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.EqualSizes;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;

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
    return spec.method()
        .perturbation()
        .map(demand -> perturbed(spec, demand))
        .orElseGet(() -> evaluated(spec));
  }

  private AttributionPlan evaluated(PlanSpec spec) {
    ReducedResults reduced = new ReducedResults(graph.signature(), spec);
    reduced.check(graph);
    checkPaths(spec);
    Optional<PointGraph> points = points(spec);
    PlanSpec placed = points.map(spec::at).orElse(spec);
    FlatGraph evaluated = points.map(PointGraph::graph).orElse(graph);
    GraphBuilder builder = new GraphBuilder(evaluated, PREFIX, sizes);
    BackwardPass backward = BackwardPass.of(builder, placed, points, rules, functions);
    Map<TensorRef, PlannedTensor> results = reduced.write(builder, backward, points);
    Optional<PlannedPoints> planned = points.map(some -> planned(some, spec, placed, reduced));
    PlanGraph lean =
        new PlanGraph(
            builder,
            fetched(placed, results, reduced, backward, planned),
            tensors(placed),
            optimiser,
            device,
            functionPrefix());
    return new AttributionPlan(
        lean.proto(),
        inputs(evaluated.signature(), lean),
        backward.output(),
        results,
        reduced.positions(),
        backward.widest(),
        lean.work(),
        planned,
        Optional.empty(),
        backward.coverage());
  }

  /** A forward pass alone, at perturbed values. */
  private AttributionPlan perturbed(PlanSpec spec, PerturbationDemand demand) {
    TensorRef output = spec.output().orElseThrow();
    PerturbedGraph perturbed = PerturbedGraph.of(graph, demand, spec.tensors());
    GraphBuilder builder = new GraphBuilder(perturbed.graph(), PREFIX, sizes);
    NodeWriter writer = new NodeWriter(builder);
    TensorRef values = perturbed.tensor(output);
    TensorRef fetched =
        Types.isFloat(builder.type(values))
            ? writer.unary("Identity", values)
            : writer.cast(values, DataType.DT_DOUBLE);
    PlannedPerturbation planned =
        new PlannedPerturbation(
            perturbed.feeds(),
            fetched,
            perturbed.sizes(),
            MovingInputs.of(graph.signature()).open()
                && DecidedFlow.of(graph, functions).isEmpty());
    PlanGraph lean =
        new PlanGraph(builder, planned.fetched(), Set.of(), optimiser, device, functionPrefix());
    return new AttributionPlan(
        lean.proto(),
        inputs(perturbed.graph().signature(), lean),
        Optional.of(
            new PlannedOutput(
                fetched, builder.type(fetched), builder.shape(fetched), Optional.empty())),
        Map.of(),
        Map.of(),
        0,
        lean.work(),
        Optional.empty(),
        Optional.of(planned),
        RuleCoverage.none());
  }

  private Optional<PointGraph> points(PlanSpec spec) {
    return spec.method()
        .points()
        .map(demand -> PointGraph.of(graph, demand, spec.tensors(), spec.output().orElseThrow()));
  }

  private PlannedPoints planned(
      PointGraph points, PlanSpec spec, PlanSpec placed, ReducedResults reduced) {
    TensorRef output = spec.output().orElseThrow();
    TensorRef evaluated = placed.output().orElseThrow();
    PointDemand.Moving moving = spec.method().points().orElseThrow().moving();
    boolean beside =
        moving == PointDemand.Moving.NOTHING
            || (points.replaces() && points.feeds().given().isEmpty());
    Optional<PlannedPoints.Ends> ends =
        points
            .in(Reference.BASELINE, output)
            .filter(unused -> beside)
            .map(
                baseline ->
                    new PlannedPoints.Ends(
                        points.in(Reference.INPUT, output).orElse(evaluated), baseline));
    return new PlannedPoints(
        points.feeds(),
        evaluated,
        ends,
        reduced.accumulators(),
        reduced.others(),
        reduced.state().carried(),
        reduced.samples().carried(),
        MovingInputs.of(graph.signature()).open() && DecidedFlow.of(graph, functions).isEmpty(),
        together(spec, points, moving));
  }

  private static Set<TensorRef> together(
      PlanSpec spec, PointGraph points, PointDemand.Moving moving) {
    return tensors(spec).stream()
        .filter(
            tensor ->
                switch (moving) {
                  case INPUTS, NOISE -> false;
                  case EXPLAINED -> true;
                  case NOTHING -> !points.tensor(tensor).equals(tensor);
                })
        .collect(Collectors.toSet());
  }

  private static Set<TensorRef> tensors(PlanSpec placed) {
    return placed.tensors().stream()
        .map(tensor -> tensor.tensor())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<TensorRef> fetched(
      PlanSpec placed,
      Map<TensorRef, PlannedTensor> results,
      ReducedResults reduced,
      BackwardPass backward,
      Optional<PlannedPoints> points) {
    Set<TensorRef> fetched = new LinkedHashSet<>(tensors(placed));
    results.values().forEach(tensor -> fetched.addAll(tensor.results().values()));
    fetched.addAll(reduced.positions().values());
    backward.output().ifPresent(output -> fetched.add(output.tensor()));
    backward.output().flatMap(PlannedOutput::seed).ifPresent(seed -> fetched.add(seed.shape()));
    points.ifPresent(some -> fetched.addAll(some.fetched()));
    return fetched;
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

  private static Map<String, TensorRef> inputs(SignatureSchema signature, PlanGraph planned) {
    Map<String, TensorRef> inputs = new LinkedHashMap<>();
    for (TensorSchema input : signature.inputs()) {
      if (planned.holds(input.tensor().node())) {
        inputs.put(input.name(), input.tensor());
      }
    }
    return inputs;
  }
}
