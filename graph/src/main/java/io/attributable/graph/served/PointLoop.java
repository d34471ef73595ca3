package io.attributable.graph.served;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.FunctionWriter;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.plan.PlannedOutput;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.points.RunState;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.Closure;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Makes a plan that evaluates the model at points one that is run once: what each of its runs would
 * be fed becomes constants, and its runs become iterations of a loop, which hands on what runs hand
 * on. What is the same at all points is computed once, before the loop. Not thread-safe.
 */
final class PointLoop {
  private static final String PREFIX = "served/";

  private final FlatGraph model;
  private final AttributionPlan plan;
  private final PlannedPoints planned;
  private final ServedPoints points;
  private final PointNames names;
  private final GraphBuilder graph;
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final ForwardAtPoints forward;
  private final List<TensorRef> arguments = new ArrayList<>();
  private final List<TensorRef> first = new ArrayList<>();
  private final List<TensorRef> results = new ArrayList<>();
  private final List<TensorShapeProto> shapes = new ArrayList<>();

  /**
   * Prepares it.
   *
   * @param model what the plan was made for
   */
  PointLoop(FlatGraph model, AttributionPlan plan, ServedPoints points) {
    this.model = model;
    this.plan = plan;
    this.planned = plan.points().orElseThrow();
    this.points = points;
    this.names = new PointNames(model, plan);
    this.graph = new GraphBuilder(names.both(), PREFIX);
    this.writer = new NodeWriter(graph);
    this.arrays = new ArrayWriter(writer);
    this.forward = new ForwardAtPoints(graph, planned, points, names.tensor(planned.output()));
  }

  /**
   * The plan, in which the model's nodes have their names.
   *
   * @param target that callers give, or that the graph chooses at the inputs
   * @param converging the layers of which a delta is given
   */
  PointPlan write(TargetKind target, List<LayerTensors> converging) {
    new PointInputs(model, planned, points, graph).write();
    PlannedOutput.Seed seed = seed(target);
    writeLoop();
    List<TensorSchema> convergence =
        converging.isEmpty() ? List.of() : convergence(target, seed, converging);
    Set<TensorRef> needed = new LinkedHashSet<>(plan.positions().values());
    for (PlannedTensor tensor : plan.results()) {
      needed.addAll(tensor.results().values());
    }
    needed.add(seed.shape());
    if (target != TargetKind.NONE) {
      needed.add(seed.target());
    }
    convergence.forEach(output -> needed.add(output.tensor()));
    return new PointPlan(onceRun(needed, seed), convergence);
  }

  private List<TensorSchema> convergence(
      TargetKind target, PlannedOutput.Seed seed, List<LayerTensors> layers) {
    TensorRef atBaseline =
        planned
            .ends()
            .map(PlannedPoints.Ends::baseline)
            .map(names::tensor)
            .orElseGet(() -> forward.at(0));
    return new ServedConvergence(writer, seed.shape(), target, seed.target())
        .write(planned, layers, points.output(), atBaseline);
  }

  private AttributionPlan onceRun(Set<TensorRef> needed, PlannedOutput.Seed seed) {
    return new AttributionPlan(
        proto(needed),
        Map.of(),
        Optional.of(
            new PlannedOutput(
                points.output(),
                model.type(points.output()),
                model.shape(points.output()),
                Optional.of(seed))),
        plan.tensors(),
        plan.positions(),
        0,
        PlanWork.UNKNOWN);
  }

  /** The target is about the output at the inputs, not at each point. */
  private PlannedOutput.Seed seed(TargetKind target) {
    PlannedOutput.Seed before = plan.seed().orElseThrow();
    TensorRef shape = writer.shapeOf(points.output(), DataType.DT_INT64);
    if (target == TargetKind.PREDICTED) {
      replace(before.target(), new LargestElement(writer).of(points.output(), shape));
    }
    return new PlannedOutput.Seed(shape, before.target(), before.weights());
  }

  /** Has a node give another tensor. */
  private void replace(TensorRef tensor, TensorRef other) {
    graph.replace(NodeBuilder.of("Identity").input(other, graph.type(other)).build(tensor.node()));
  }

  private void writeLoop() {
    TensorRef index = variable("point", writer.scalar(0L));
    TensorRef step = variable("step", step());
    Optional<TensorRef> sample = points.samples().map(n -> variable("sample", writer.scalar(0L)));
    TensorRef last = count(index, step, sample);
    Map<TensorRef, TensorRef> chunk = chunk(index, step, sample);
    List<RunState.Carry> carried = carried();
    int counters = results.size();
    carried.forEach(carry -> handOn(carry, sample.isPresent(), last));
    Set<TensorRef> variables = new LinkedHashSet<>(chunk.keySet());
    variables.addAll(arguments);
    VaryingNodes body =
        new VaryingNodes(graph, variables, carried.stream().map(RunState.Carry::after).toList());
    body.taken()
        .forEach(
            tensor -> {
              add(tensor, tensor, graph.shape(tensor));
              results.add(tensor);
            });
    FlatNode loop = loop(body, chunk, carried, sample.orElse(index));
    for (int i = 0; i < carried.size(); i++) {
      replace(carried.get(i).after(), loop.output(i + counters));
    }
  }

  /**
   * Counts points, and samples that have all points.
   *
   * @return whether these are the last points
   */
  private TensorRef count(TensorRef index, TensorRef step, Optional<TensorRef> sample) {
    TensorRef next = writer.binary("AddV2", index, step);
    TensorRef all = writer.scalar(points.count());
    TensorRef last = writer.op("GreaterEqual", next, all).shape(Shape.scalar()).write();
    results.add(sample.isPresent() ? writer.select(last, writer.scalar(0L), next) : next);
    results.add(step);
    sample.ifPresent(
        number ->
            results.add(writer.binary("AddV2", number, writer.cast(last, DataType.DT_INT64))));
    return last;
  }

  /** Where there are samples with points each, one counts when all of its points were evaluated. */
  private void handOn(RunState.Carry carry, boolean nested, TensorRef last) {
    add(carry.before(), zero(carry.before()), Shape.unknown());
    results.add(
        nested && planned.samples().contains(carry)
            ? writer.op("SelectV2", last, carry.after(), carry.before()).write()
            : carry.after());
  }

  private List<RunState.Carry> carried() {
    return planned.handedOn().stream().filter(carry -> graph.base().holds(carry.after())).toList();
  }

  private TensorRef variable(String label, TensorRef firstValue) {
    TensorRef variable = writer.placeholder(label, DataType.DT_INT64, Shape.scalar());
    add(variable, firstValue, Shape.scalar());
    return variable;
  }

  private void add(TensorRef argument, TensorRef firstValue, Shape shape) {
    arguments.add(argument);
    first.add(firstValue);
    shapes.add(Types.proto(shape));
  }

  private TensorRef zero(TensorRef like) {
    return writer.scalarLike(like, 0);
  }

  /** How many points are evaluated at once. */
  private TensorRef step() {
    TensorRef one = writer.scalar(1L);
    if (!planned.open()) {
      return one;
    }
    TensorRef examples = new PointInputs(model, planned, points, graph).examples();
    TensorRef rows = writer.scalar((long) points.rowsAtOnce());
    TensorRef fitting = writer.binary("FloorDiv", rows, writer.binary("Maximum", examples, one));
    TensorRef all = writer.scalar(points.count());
    TensorRef several = writer.binary("Maximum", one, writer.binary("Minimum", all, fitting));
    TensorRef together = new PointsTogether(graph, planned, forward, points.output()).write();
    return writer.select(together, several, one);
  }

  /** What an iteration has in the place of what a run is fed. */
  private Map<TensorRef, TensorRef> chunk(
      TensorRef index, TensorRef step, Optional<TensorRef> sample) {
    TensorRef all = writer.scalar(points.count());
    TensorRef rest = writer.binary("Sub", all, index);
    TensorRef size = arrays.vector(writer.binary("Minimum", step, rest));
    TensorRef begin = arrays.vector(index);
    Function<TensorRef, TensorRef> part = x -> arrays.slice(x, begin, size, Shape.of(-1));
    Map<TensorRef, TensorRef> chunk = new LinkedHashMap<>();
    chunk.put(planned.feeds().alphas(), part.apply(vector(points.alphas())));
    chunk.put(planned.feeds().weights(), part.apply(vector(points.weights())));
    // Sums of another sample begin anew.
    TensorRef behind = writer.op("Greater", index, writer.scalar(0L)).shape(Shape.scalar()).write();
    chunk.put(planned.feeds().scale(), writer.cast(behind, DataType.DT_DOUBLE));
    planned
        .feeds()
        .noise()
        .ifPresent(
            noise ->
                chunk.put(
                    noise.samples(),
                    sample
                        .map(arrays::vector)
                        .orElseGet(() -> part.apply(arrays.range(writer.scalar(points.count()))))));
    points
        .drawn()
        .ifPresent(
            rows -> chunk.put(planned.feeds().rows(), arrays.expand(part.apply(longs(rows)), 1)));
    chunk.keySet().removeIf(fed -> !graph.base().holds(fed));
    return chunk;
  }

  private TensorRef vector(List<Double> numbers) {
    return writer.vector(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private TensorRef longs(List<Long> numbers) {
    return writer.longs(numbers.stream().mapToLong(Long::longValue).toArray());
  }

  private FlatNode loop(
      VaryingNodes body,
      Map<TensorRef, TensorRef> chunk,
      List<RunState.Carry> carried,
      TensorRef counter) {
    BodyWriter condition = new BodyWriter(graph);
    arguments.forEach(condition::argument);
    TensorRef count =
        writer.scalar(points.samples().map(Integer::longValue).orElse(points.count()));
    condition.result(writer.op("Less", counter, count).shape(Shape.scalar()).write());
    FlatNode loop =
        writer
            .op(body.areStateful() ? "While" : "StatelessWhile", first)
            .with("body", reference("each_point", name -> body(name, body, chunk, carried)))
            .with("cond", reference("each_point_condition", condition::write))
            .with("output_shapes", FunctionAttributes.shapes(shapes))
            .with("parallel_iterations", 1)
            .with("_lower_using_switch_merge", true)
            .writeNode();
    return graph.reshape(loop.withControls(List.copyOf(body.awaited())));
  }

  private FunctionDef body(
      String name,
      VaryingNodes body,
      Map<TensorRef, TensorRef> chunk,
      List<RunState.Carry> carried) {
    Set<TensorRef> given = new LinkedHashSet<>(arguments);
    carried.forEach(carry -> given.add(carry.after()));
    Closure own = new Closure(graph, given);
    chunk.values().forEach(own::need);
    results.forEach(own::need);
    List<FlatNode> nodes = new ArrayList<>(own.nodes());
    nodes.addAll(body.alone());
    FunctionWriter function = new FunctionWriter(nodes);
    arguments.forEach(argument -> function.addArgument(argument, graph.type(argument)));
    chunk.forEach(function::substitute);
    results.forEach(result -> function.addResult(result, graph.type(result)));
    return function.write(name);
  }

  private AttrValue reference(String label, Function<String, FunctionDef> function) {
    return FunctionAttributes.reference(graph.functions().add(label, function));
  }

  private GraphDef proto(Set<TensorRef> needed) {
    Closure closure = new Closure(graph, Set.of());
    needed.forEach(closure::need);
    GraphDef.Builder proto = GraphDef.newBuilder().setLibrary(plan.graph().getLibrary());
    closure.nodes().forEach(node -> proto.addNode(node.toProto()));
    proto.getLibraryBuilder().addAllFunction(graph.functions().all());
    return proto.build();
  }
}
