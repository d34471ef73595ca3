package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Reduction;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tape.GradientTape;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.EqualSizes;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

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

  /**
   * Makes the plan for some layers: one backward pass for all of them.
   *
   * @param weighted whether a weight per example is fed
   * @throws AttributionException NO_GRADIENT
   */
  public AttributionPlan build(
      List<LayerTensors> layers, OutputTensor output, TargetKind kind, boolean weighted) {
    return build(layers, output, kind, weighted, Reduction.none());
  }

  /**
   * Makes the plan for some layers, whose attributions are reduced before they are fetched. What of
   * their shapes is not static has to be held against {@link ReducedShape} before the plan is run.
   *
   * @param weighted whether a weight per example is fed
   * @throws AttributionException NO_GRADIENT, REDUCTION_SHAPE, REDUCTION_INVALID, INPUT_UNKNOWN
   */
  public AttributionPlan build(
      List<LayerTensors> layers,
      OutputTensor output,
      TargetKind kind,
      boolean weighted,
      Reduction reduction) {
    ReducedResults reduced = new ReducedResults(graph.signature(), reduction);
    reduced.check(layers);
    ConditionalBranch.refuse(graph, layers);
    GraphBuilder builder = new GraphBuilder(graph, PREFIX, sizes);
    SeedWriter seed = new SeedWriter(builder, output, kind, weighted);
    Set<TensorRef> explained = tensors(layers);
    Map<TensorRef, TensorRef> gradients =
        gradients(builder, layers, explained, output, seed.seed());
    TargetGradients each = TargetGradients.of(builder, seed, gradients, functions, kind);
    List<AttributionPlan.Layer> results =
        reduced.write(
            builder, results(builder, layers, each.gradients()), kind == TargetKind.INDICES);
    Set<TensorRef> fetched = fetches(results);
    fetched.addAll(reduced.positions().values());
    fetched.add(seed.outputShape());
    fetched.add(output.tensor());
    fetched.addAll(explained);
    PlanGraph planned =
        new PlanGraph(builder, fetched, explained, optimiser, device, functionPrefix());
    return new AttributionPlan(
        planned.proto(),
        inputs(planned),
        each.target(),
        seed.weights(),
        output,
        seed.outputShape(),
        results,
        reduced.positions(),
        each.widest(),
        planned.work());
  }

  /** A session has one library of functions for all plans of all signatures. */
  private String functionPrefix() {
    String signature = graph.signature().name().replaceAll("\\W", "_");
    return "attribution_" + signature + "_" + built.incrementAndGet() + "_";
  }

  private static Set<TensorRef> tensors(List<LayerTensors> layers) {
    Set<TensorRef> tensors = new LinkedHashSet<>();
    layers.forEach(layer -> layer.tensors().forEach(tensor -> tensors.add(tensor.tensor())));
    return tensors;
  }

  private Map<TensorRef, TensorRef> gradients(
      GraphBuilder builder,
      List<LayerTensors> layers,
      Set<TensorRef> sources,
      OutputTensor output,
      TensorRef seed) {
    try {
      return new GradientTape(builder, rules, functions)
          .gradient(Map.of(output.tensor(), List.of(seed)), sources);
    } catch (NoGradientException e) {
      throw noGradient(layers, output, e).causedBy(e);
    }
  }

  /** Names the layer whose way to the output the node blocks. */
  private AttributionException noGradient(
      List<LayerTensors> layers, OutputTensor output, NoGradientException cause) {
    FlatNode blocking = cause.node();
    String layer =
        layers.stream()
            .filter(candidate -> Paths.reaches(graph, candidate, cause.outer()))
            .map(LayerTensors::address)
            .findFirst()
            .orElseGet(() -> layers.get(0).address());
    return new AttributionException(
        ErrorCode.NO_GRADIENT,
        layer,
        output.name(),
        blocking.op(),
        blocking.scopedName(),
        "Explain a layer behind that node.");
  }

  private static List<AttributionPlan.Layer> results(
      GraphBuilder builder, List<LayerTensors> layers, Map<TensorRef, TensorRef> gradients) {
    NodeWriter writer = new NodeWriter(builder);
    Map<TensorRef, AttributionPlan.Tensor> made = new LinkedHashMap<>();
    List<AttributionPlan.Layer> results = new ArrayList<>();
    for (LayerTensors layer : layers) {
      List<AttributionPlan.Tensor> tensors = new ArrayList<>();
      for (TensorInfo tensor : layer.tensors()) {
        tensors.add(
            made.computeIfAbsent(tensor.tensor(), unused -> result(writer, tensor, gradients)));
      }
      results.add(new AttributionPlan.Layer(layer, tensors));
    }
    return results;
  }

  private static AttributionPlan.Tensor result(
      NodeWriter writer, TensorInfo tensor, Map<TensorRef, TensorRef> gradients) {
    TensorRef gradient = gradients.get(tensor.tensor());
    if (gradient == null) {
      TensorRef zeros = writer.unary("ZerosLike", tensor.tensor());
      return new AttributionPlan.Tensor(tensor, false, zeros, zeros);
    }
    TensorRef global = writer.mul(gradient, tensor.tensor());
    return new AttributionPlan.Tensor(tensor, true, gradient, global);
  }

  private static Set<TensorRef> fetches(List<AttributionPlan.Layer> results) {
    Set<TensorRef> fetches = new LinkedHashSet<>();
    for (AttributionPlan.Layer layer : results) {
      for (AttributionPlan.Tensor tensor : layer.tensors()) {
        fetches.add(tensor.local());
        fetches.add(tensor.global());
      }
    }
    return fetches;
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
