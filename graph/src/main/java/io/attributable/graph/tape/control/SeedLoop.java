package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.BodyWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.ListWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Runs a backward pass for each of many seeds. Whatever depends on the seed becomes the body of a
 * loop; all else, forward pass and constants, stays outside and is taken from there as it is, so
 * that it runs once. Iterations depend on each other only by the lists they append to, and run in
 * parallel.
 */
public final class SeedLoop {
  /**
   * How many backward passes may run at once, each with its own memory: the default of {@code
   * tf.while_loop}.
   */
  private static final int PARALLEL = 10;

  private final GraphBuilder graph;
  private final NodeWriter writer;
  private final TensorRef seed;
  private final TensorRef seeds;
  private final Predicate<TensorRef> guarded;
  private final List<TensorRef> arguments = new ArrayList<>();
  private final List<TensorRef> first = new ArrayList<>();
  private final List<TensorShapeProto> shapes = new ArrayList<>();
  private final BodyWriter function;

  /**
   * Prepares the loop.
   *
   * @param seed the placeholder that a single backward pass depends on
   * @param seeds its values along a first dimension
   * @param guarded which tensors have a value only when a branch is taken: no loop can take them
   *     from outside, so it makes them again
   */
  public SeedLoop(
      GraphBuilder graph, TensorRef seed, TensorRef seeds, Predicate<TensorRef> guarded) {
    this.graph = graph;
    this.writer = new NodeWriter(graph);
    this.seed = seed;
    this.seeds = seeds;
    this.guarded = guarded;
    this.function = new BodyWriter(graph);
  }

  /**
   * Adds the loop.
   *
   * @param results of the single backward pass
   * @return by result, those for all seeds along a first dimension
   */
  public Map<TensorRef, TensorRef> stack(Collection<TensorRef> results) {
    LoopVariables variables = new LoopVariables(graph);
    TensorRef index = variables.addCount();
    add(index, writer.scalar(0), Shape.scalar());
    function.result(variables.plus(index, 1));
    TensorRef count = variables.addCount();
    carry(count, seedCount(), Shape.scalar());
    List<TensorRef> lists = addLists(variables, results);
    TensorRef all = variables.add("seeds", graph.type(seeds), graph.shape(seeds));
    carry(all, seeds, graph.shape(seeds));
    function.substitute(seed, pick(all, index));
    Set<TensorRef> taken = new SeedBoundary(graph, seed, guarded).of(results);
    taken.forEach(tensor -> carry(tensor, tensor, graph.shape(tensor)));
    FlatNode loop = loop(index, count);
    Map<TensorRef, TensorRef> stacked = new LinkedHashMap<>();
    for (TensorRef result : results) {
      TensorRef list = loop.output(arguments.indexOf(lists.get(stacked.size())));
      TensorRef any = writer.scalar(-1);
      stacked.put(result, new ListWriter(writer).stack(list, any, graph.type(result)));
    }
    return stacked;
  }

  private List<TensorRef> addLists(LoopVariables variables, Collection<TensorRef> results) {
    ListWriter lists = new ListWriter(writer);
    List<TensorRef> added = new ArrayList<>();
    for (TensorRef result : results) {
      TensorRef list = variables.addList();
      add(list, lists.empty(graph.type(result)), Shape.scalar());
      function.result(lists.push(list, result));
      added.add(list);
    }
    return added;
  }

  private TensorRef seedCount() {
    TensorRef sizes = writer.shapeOf(seeds, DataType.DT_INT32);
    return gather(sizes, writer.scalar(0), Shape.scalar());
  }

  private TensorRef pick(TensorRef all, TensorRef index) {
    return gather(all, index, graph.shape(seed));
  }

  private TensorRef gather(TensorRef from, TensorRef index, Shape shape) {
    return new ArrayWriter(writer).element(from, index, shape);
  }

  private void add(TensorRef argument, TensorRef firstValue, Shape shape) {
    function.argument(argument);
    arguments.add(argument);
    first.add(firstValue);
    shapes.add(Types.proto(shape));
  }

  /** A variable that no iteration changes. */
  private void carry(TensorRef argument, TensorRef value, Shape shape) {
    add(argument, value, shape);
    function.result(argument);
  }

  private FlatNode loop(TensorRef index, TensorRef count) {
    BodyWriter condition = new BodyWriter(graph);
    arguments.forEach(condition::argument);
    condition.result(writer.op("Less", index, count).shape(Shape.scalar()).write());
    return writer
        .op("While", first)
        .with("body", reference("each_target", function))
        .with("cond", reference("each_target_condition", condition))
        .with("output_shapes", FunctionAttributes.shapes(shapes))
        .with("parallel_iterations", PARALLEL)
        .with("_lower_using_switch_merge", true)
        .writeNode();
  }

  private AttrValue reference(String label, BodyWriter writer) {
    return FunctionAttributes.reference(graph.functions().add(label, writer::write));
  }
}
