package io.attributable.graph.plan;

import io.attributable.Smoothing;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.LayerValues;
import io.attributable.graph.method.PointValues;
import io.attributable.graph.method.Quantity;
import io.attributable.graph.points.PointArrays;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.points.PointGraph;
import io.attributable.graph.points.Reference;
import io.attributable.graph.points.RunState;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.reduce.ReductionWriter;
import io.attributable.graph.reduce.StackedReduction;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The results of one plan: composed by its method, then reduced, each once. */
final class ReducedResults {
  private final SignatureSchema signature;
  private final PlanSpec spec;
  private final Map<TensorRef, ReductionWriter.Reduced> reduced = new HashMap<>();
  private final Map<TensorRef, TensorRef> positions = new HashMap<>();
  private final Map<TensorRef, Accumulator> accumulators = new LinkedHashMap<>();
  private final RunState state = new RunState();
  private final RunState samples = new RunState();
  private final List<Accumulator> others = new ArrayList<>();

  ReducedResults(SignatureSchema signature, PlanSpec spec) {
    this.signature = signature;
    this.spec = spec;
  }

  /**
   * Checks what the static shapes tell.
   *
   * @throws io.attributable.AttributionException METHOD_NOT_APPLICABLE, REDUCTION_SHAPE,
   *     REDUCTION_INVALID, INPUT_UNKNOWN
   */
  void check(FlatGraph graph) {
    ReducedShape shapes = new ReducedShape(spec.reduction(), signature, Map.of());
    for (TensorInfo tensor : spec.tensors()) {
      spec.method().check(graph, tensor);
      shapes.of(tensor.name(), spec.method().shape(tensor.name(), tensor.shape()));
    }
  }

  /**
   * Writes the results.
   *
   * @param backward gradients, if the method has any
   * @param points what stands for tensors, of methods that evaluate the model at points
   */
  Map<TensorRef, PlannedTensor> write(
      GraphBuilder graph, BackwardPass backward, Optional<PointGraph> points) {
    NodeWriter writer = new NodeWriter(graph);
    ReductionWriter single =
        new ReductionWriter(writer, graph.base().signature(), spec.reduction());
    StackedReduction stacks = new StackedReduction(writer, single);
    Map<TensorRef, PlannedTensor> results = new LinkedHashMap<>();
    for (TensorInfo tensor : spec.tensors()) {
      LayerValues values = values(writer, tensor, backward, points);
      Function<TensorRef, ReductionWriter.Reduced> reduction =
          values.stacked() > 0 ? stacks::write : single::write;
      boolean used =
          !spec.method().differentiates() || backward.gradients().containsKey(values.activation());
      Map<Quantity, TensorRef> composed = new LinkedHashMap<>();
      spec.method()
          .compose(writer, values)
          .forEach(
              (quantity, result) -> {
                TensorRef whole = used ? result : zeros(writer, result);
                TensorRef all =
                    points.isPresent()
                        ? accumulated(graph, tensor, whole, values, points.get())
                        : whole;
                composed.put(quantity, reduce(reduction, all));
              });
      results.put(tensor.tensor(), new PlannedTensor(tensor, used, composed));
    }
    points.ifPresent(some -> addOthers(graph, some, backward));
    return results;
  }

  private TensorRef accumulated(
      GraphBuilder graph,
      TensorInfo tensor,
      TensorRef part,
      LayerValues values,
      PointGraph points) {
    TensorRef whole = part;
    boolean atOnce = spec.method().points().orElseThrow().moving() == PointDemand.Moving.NOISE;
    if (!atOnce) {
      Accumulator accumulator =
          new AccumulatedResults(graph, points.feeds().scale())
              .write(part, tensor, values.stacked());
      accumulators.put(tensor.tensor(), accumulator);
      whole = accumulator.after();
    }
    TensorRef result = whole;
    NodeWriter writer = new NodeWriter(graph);
    return writer.cast(
        spec.method()
            .smoothing()
            .map(kind -> combined(writer, kind, result, values, points, atOnce))
            .orElse(result),
        tensor.type());
  }

  /**
   * The results of all samples.
   *
   * @param atOnce whether there are rows of each sample; else there is one sample
   */
  private TensorRef combined(
      NodeWriter writer,
      Smoothing.Kind kind,
      TensorRef result,
      LayerValues values,
      PointGraph points,
      boolean atOnce) {
    TensorRef wide = PointArrays.wide(writer, result);
    TensorRef bySample =
        atOnce
            ? new PointArrays(writer).split(wide, points.count(), values.stacked())
            : new ArrayWriter(writer).expand(wide, values.stacked());
    return new SampleStatistics(
            writer.graph(),
            writer.graph().type(wide),
            values.stacked(),
            points.feeds().noise().orElseThrow(),
            samples)
        .write(kind, bySample);
  }

  /** What inputs add that move without being explained. */
  private void addOthers(GraphBuilder graph, PointGraph points, BackwardPass backward) {
    NodeWriter writer = new NodeWriter(graph);
    for (TensorInfo moved : points.moved()) {
      if (backward.gradients().containsKey(points.tensor(moved.tensor()))) {
        LayerValues values = values(writer, moved, backward, Optional.of(points));
        spec.method()
            .compose(writer, values)
            .values()
            .forEach(
                part ->
                    others.add(
                        new AccumulatedResults(graph, points.feeds().scale())
                            .write(part, moved, values.stacked())));
      }
    }
  }

  /** Where no gradient gets to, it is zero. */
  private LayerValues values(
      NodeWriter writer, TensorInfo tensor, BackwardPass backward, Optional<PointGraph> points) {
    TensorInfo placed = points.map(some -> some.tensor(tensor)).orElse(tensor);
    PointValues at = points.map(some -> at(some, tensor)).orElse(null);
    if (!spec.method().differentiates()) {
      return new LayerValues(placed, null, 0, at, null);
    }
    boolean used = backward.gradients().containsKey(placed.tensor());
    LayerValues beside =
        spec.method()
            .beside()
            .map(named -> values(writer, named, used ? backward.beside() : Map.of(), at, null))
            .orElse(null);
    return values(writer, placed, backward.gradients(), at, beside);
  }

  private LayerValues values(
      NodeWriter writer,
      TensorInfo tensor,
      Map<TensorRef, TensorRef> gradients,
      @Nullable PointValues at,
      @Nullable LayerValues beside) {
    TensorRef gradient = gradients.get(tensor.tensor());
    return gradient == null
        ? new LayerValues(tensor, writer.unary("ZerosLike", tensor.tensor()), 0, at, beside)
        : new LayerValues(tensor, gradient, spec.target().isStacked() ? 1 : 0, at, beside);
  }

  private PointValues at(PointGraph points, TensorInfo tensor) {
    return new PointValues(
        points.count(),
        points.feeds().weights(),
        points.difference(tensor.tensor()).orElse(null),
        points.in(Reference.BASELINE, tensor.tensor()).orElse(null),
        state);
  }

  /** Zero times what a layer gives may be -0, or no number. */
  private static TensorRef zeros(NodeWriter writer, TensorRef result) {
    return writer.unary("ZerosLike", result);
  }

  private TensorRef reduce(
      Function<TensorRef, ReductionWriter.Reduced> reduction, TensorRef result) {
    if (spec.reduction().isNone()) {
      return result;
    }
    ReductionWriter.Reduced made = reduced.computeIfAbsent(result, reduction);
    made.positions().ifPresent(tuples -> positions.put(made.values(), tuples));
    return made.values();
  }

  /** Where chosen neurons are, by what has their values. */
  Map<TensorRef, TensorRef> positions() {
    return positions;
  }

  /** Of methods that evaluate the model at points, what runs add up to, by tensor. */
  Map<TensorRef, Accumulator> accumulators() {
    return accumulators;
  }

  /** The same of inputs that move without being explained. */
  List<Accumulator> others() {
    return others;
  }

  /** What the runs of a sample hand on to the next sample. */
  RunState samples() {
    return samples;
  }

  /** What runs hand on to the next one beside that. */
  RunState state() {
    return state;
  }
}
