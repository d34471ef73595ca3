package io.attributable.graph.points;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tape.control.LoopBody;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.NameAttrList;

/**
 * Finds branches and loops that are decided by the values of inputs. One decision is made for all
 * rows of a batch, so rows of such models influence one another, whether a run happens to show it
 * or not. What is decided by shapes, such as how many steps a sequence has, is the same for all
 * rows.
 */
public final class DecidedFlow {
  private final FunctionGraphs functions;

  private DecidedFlow(FunctionGraphs functions) {
    this.functions = functions;
  }

  /** The first node of a graph that examples decide, also inside of others; empty without any. */
  public static Optional<FlatNode> of(FlatGraph graph, FunctionGraphs functions) {
    Set<TensorRef> dependent = new HashSet<>();
    for (TensorSchema input : MovingInputs.of(graph.signature()).holding()) {
      dependent.add(input.tensor());
    }
    return new DecidedFlow(functions).find(graph, dependent);
  }

  /** Adds all that depends on the tensors given. */
  private Optional<FlatNode> find(FlatGraph graph, Set<TensorRef> dependent) {
    for (FlatNode node : graph.nodes()) {
      if (OpTrait.READS_SHAPE.is(node.op())
          || node.inputs().stream().noneMatch(dependent::contains)) {
        continue;
      }
      if (isDecided(graph, node, dependent)) {
        return Optional.of(node);
      }
      Optional<FlatNode> inside = inside(graph, node, dependent);
      if (inside.isPresent()) {
        return inside;
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        dependent.add(node.output(i));
      }
    }
    return Optional.empty();
  }

  private boolean isDecided(FlatGraph graph, FlatNode node, Set<TensorRef> dependent) {
    if (OpTrait.BRANCH.is(node.op())) {
      return dependent.contains(node.inputs().get(0));
    }
    if (OpTrait.SWITCH.is(node.op())) {
      return dependent.contains(node.inputs().get(1));
    }
    if (node.op().equals("For")) {
      return node.inputs().subList(0, 3).stream().anyMatch(dependent::contains);
    }
    return OpTrait.LOOP.is(node.op()) && loopIsDecided(graph, node, dependent);
  }

  /** Whether what the condition looks at, in this or a later iteration, comes from the examples. */
  private boolean loopIsDecided(FlatGraph graph, FlatNode node, Set<TensorRef> dependent) {
    FunctionGraph condition = LoopBody.condition(graph, node, functions);
    FunctionGraph body = LoopBody.open(graph, node, functions);
    BitSet looked = arguments(condition, 0);
    int before = -1;
    while (looked.cardinality() > before) {
      before = looked.cardinality();
      BitSet more = new BitSet();
      looked.stream().forEach(variable -> more.or(arguments(body, variable)));
      looked.or(more);
    }
    return looked.stream().anyMatch(variable -> dependent.contains(node.inputs().get(variable)));
  }

  /** The arguments whose values a result of a function depends on. */
  private static BitSet arguments(FunctionGraph function, int result) {
    Set<TensorRef> needed = new HashSet<>();
    List<TensorRef> open = new ArrayList<>(List.of(function.results().get(result)));
    while (!open.isEmpty()) {
      TensorRef tensor = open.remove(open.size() - 1);
      FlatNode node = function.graph().node(tensor.node());
      if (needed.add(tensor) && !OpTrait.READS_SHAPE.is(node.op())) {
        open.addAll(node.inputs());
      }
    }
    BitSet arguments = new BitSet();
    for (int i = 0; i < function.arguments().size(); i++) {
      arguments.set(i, needed.contains(function.arguments().get(i)));
    }
    return arguments;
  }

  private Optional<FlatNode> inside(FlatGraph graph, FlatNode node, Set<TensorRef> dependent) {
    if (!OpTrait.LOOP.is(node.op()) && !OpTrait.BRANCH.is(node.op())) {
      return Optional.empty();
    }
    return OpTrait.LOOP.is(node.op())
        ? insideLoop(graph, node, dependent)
        : insideBranch(graph, node, dependent);
  }

  private Optional<FlatNode> insideLoop(FlatGraph graph, FlatNode node, Set<TensorRef> dependent) {
    FunctionGraph body = LoopBody.open(graph, node, functions);
    Set<TensorRef> arguments = new HashSet<>(body.arguments());
    arguments.removeAll(counters(body, node, dependent));
    return find(body.graph(), arguments);
  }

  private Optional<FlatNode> insideBranch(
      FlatGraph graph, FlatNode node, Set<TensorRef> dependent) {
    List<TensorRef> inputs = node.inputs().subList(1, node.inputs().size());
    List<FlatNode.Output> types = inputs.stream().map(input -> output(graph, input)).toList();
    for (NameAttrList name : branches(node)) {
      FunctionGraph function = functions.open(graph, name, types);
      Set<TensorRef> arguments = new HashSet<>();
      for (int i = 0; i < inputs.size(); i++) {
        if (dependent.contains(inputs.get(i))) {
          arguments.add(function.arguments().get(i));
        }
      }
      Optional<FlatNode> found = find(function.graph(), arguments);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Variables of a loop that never come to depend on examples. */
  private static Set<TensorRef> counters(
      FunctionGraph body, FlatNode node, Set<TensorRef> dependent) {
    BitSet reached = new BitSet();
    for (int i = 0; i < node.inputs().size(); i++) {
      reached.set(i, dependent.contains(node.inputs().get(i)));
    }
    int before = -1;
    while (reached.cardinality() > before) {
      before = reached.cardinality();
      for (int i = 0; i < body.results().size(); i++) {
        BitSet needed = arguments(body, i);
        needed.and(reached);
        if (!needed.isEmpty()) {
          reached.set(i);
        }
      }
    }
    Set<TensorRef> free = new HashSet<>();
    for (int i = 0; i < body.arguments().size(); i++) {
      if (!reached.get(i)) {
        free.add(body.arguments().get(i));
      }
    }
    return free;
  }

  private static List<NameAttrList> branches(FlatNode node) {
    return node.op().endsWith("Case")
        ? node.attribute("branches").getList().getFuncList()
        : List.of(node.attribute("then_branch").getFunc(), node.attribute("else_branch").getFunc());
  }

  private static FlatNode.Output output(FlatGraph graph, TensorRef tensor) {
    return graph.node(tensor.node()).outputs().get(tensor.index());
  }
}
