package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.ConstantEvaluator;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * A graph whose loops are written out where constants decide how often they run and what comes of
 * it is not too large. Tensors that may be explained keep their names.
 */
public final class UnrolledLoops {
  /** Those of two recurrent layers of some 200 steps. Larger plans take seconds to prepare. */
  private static final int MOST_NODES = 6_000;

  private final FlatGraph graph;
  private final FunctionGraphs functions;
  private final ConstantEvaluator evaluator;
  private final Map<String, FlatNode> nodes = new LinkedHashMap<>();
  private final Map<TensorRef, TensorRef> moved = new HashMap<>();
  private int left;

  private UnrolledLoops(
      FlatGraph graph, FunctionGraphs functions, ConstantEvaluator evaluator, int most) {
    this.left = most;
    this.graph = graph;
    this.functions = functions;
    this.evaluator = evaluator;
  }

  /**
   * Unrolls what can be; shapes are inferred anew.
   *
   * @param functions opens the loops' functions
   * @param evaluator finds out how often they run
   * @return the graph itself where there is nothing to unroll
   */
  public static FlatGraph of(
      FlatGraph graph, FunctionGraphs functions, ConstantEvaluator evaluator) {
    return of(graph, functions, evaluator, MOST_NODES);
  }

  /** The same with another limit to the nodes that are written. */
  public static FlatGraph of(
      FlatGraph graph, FunctionGraphs functions, ConstantEvaluator evaluator, int most) {
    if (graph.byName().values().stream().noneMatch(OpenedLoop::isLoop)) {
      return graph;
    }
    UnrolledLoops unrolled = new UnrolledLoops(graph, functions, evaluator, most);
    graph.nodes().forEach(unrolled::visit);
    if (unrolled.left == most) {
      return graph;
    }
    FlatGraph flat = graph.withOnly(unrolled.nodes, List.of());
    return functions.infer(ListItems.asTensors(flat, evaluator));
  }

  private void visit(FlatNode node) {
    FlatNode rewired = node.withInputs(rewired(node.inputs()));
    if (!OpenedLoop.isLoop(node) || !unroll(rewired)) {
      nodes.put(node.name(), rewired);
    }
  }

  private List<TensorRef> rewired(Collection<TensorRef> tensors) {
    return tensors.stream().map(tensor -> moved.getOrDefault(tensor, tensor)).toList();
  }

  private boolean unroll(FlatNode node) {
    OpenedLoop loop = OpenedLoop.open(graph, node, functions);
    if (!loop.isPlain()) {
      return false;
    }
    FlatGraph before = graph.withOnly(nodes, List.of());
    Iterations iterations = new Iterations(graph, loop);
    OptionalInt count = IterationCount.of(before, loop, evaluator, left / iterations.size());
    if (count.isEmpty()) {
      return false;
    }
    List<TensorRef> last = iterations.write(count.getAsInt());
    left -= 1 + count.getAsInt() * iterations.size();
    iterations.written().forEach(written -> nodes.put(written.name(), written));
    stand(node, last, count.getAsInt());
    return true;
  }

  /**
   * Has a node of the loop's name hand on what comes out. Lists and states are taken from where
   * they are made: they have no names of their own, and all their items would have to be kept.
   */
  private void stand(FlatNode loop, List<TensorRef> last, int count) {
    FlatNode iterations = iterations(loop, count);
    nodes.put(iterations.name(), iterations);
    List<TensorRef> inputs = new ArrayList<>();
    List<FlatNode.Output> outputs = new ArrayList<>();
    for (int i = 0; i < last.size(); i++) {
      boolean held = Types.bytes(loop.outputs().get(i).type()) == 0;
      if (held) {
        moved.put(loop.output(i), last.get(i));
      }
      inputs.add(held ? iterations.output(0) : last.get(i));
      outputs.add(held ? iterations.outputs().get(0) : loop.outputs().get(i));
    }
    nodes.put(loop.name(), identities(loop, inputs, outputs));
  }

  private static FlatNode identities(
      FlatNode loop, List<TensorRef> inputs, List<FlatNode.Output> outputs) {
    NodeBuilder identities = NodeBuilder.of("IdentityN");
    for (int i = 0; i < inputs.size(); i++) {
      identities.input(inputs.get(i), outputs.get(i).type());
    }
    return identities.inPlaceOf(loop).withOutputs(outputs);
  }

  private FlatNode iterations(FlatNode loop, int count) {
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.scalar()))
            .addIntVal(count)
            .build();
    return NodeBuilder.constant(value).beside(loop, freeName(loop.name() + "/iterations"));
  }

  private String freeName(String wanted) {
    boolean taken = graph.byName().containsKey(wanted) || nodes.containsKey(wanted);
    return taken ? freeName(wanted + "_") : wanted;
  }
}
