package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.control.Branches;
import io.attributable.graph.tape.control.LoopBody;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;

/** What each tensor of one graph has to do with the model's inputs. Immutable. */
final class GraphSignals {
  private static final Set<String> LOOKUPS =
      Set.of("Gather", "GatherV2", "GatherNd", "ResourceGather", "ResourceGatherNd");

  private final Map<TensorRef, Signal> signals;
  private final Signals all;
  private final FlatGraph graph;

  private GraphSignals(FlatGraph graph, Map<TensorRef, Signal> inputs, Signals all) {
    this.graph = graph;
    this.signals = new HashMap<>(inputs);
    this.all = all;
  }

  static GraphSignals of(FlatGraph graph, Map<TensorRef, Signal> inputs, Signals all) {
    GraphSignals signals = new GraphSignals(graph, inputs, all);
    graph.nodes().forEach(signals::visit);
    return signals;
  }

  Signal of(TensorRef tensor) {
    return signals.getOrDefault(tensor, Signal.NONE);
  }

  /** Whether a tensor's values depend on those of an input. */
  boolean varies(TensorRef tensor) {
    return of(tensor) != Signal.NONE;
  }

  /** The inputs of a node that vary, by position. */
  List<Integer> varying(FlatNode node) {
    List<Integer> varying = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (varies(node.inputs().get(i))) {
        varying.add(i);
      }
    }
    return varying;
  }

  private void visit(FlatNode node) {
    if (OpTrait.READS_SHAPE.is(node.op()) || isMask(node)) {
      return;
    }
    List<Signal> inputs = node.inputs().stream().map(this::of).toList();
    List<Signal> outputs = outputs(node, inputs);
    for (int i = 0; i < node.outputs().size(); i++) {
      Signal signal = outputs.get(i);
      if (signal != Signal.NONE && !graph.isFed(node.output(i))) {
        signals.put(node.output(i), signal);
      }
    }
  }

  /** What is made of truth values lets a signal pass or not; it is none. */
  private static boolean isMask(FlatNode node) {
    return node.op().equals("Cast") && node.attribute("SrcT").getType() == DataType.DT_BOOL;
  }

  private List<Signal> outputs(FlatNode node, List<Signal> inputs) {
    if (OpTrait.LOOP.is(node.op())) {
      return ofLoop(node, inputs);
    }
    if (OpTrait.BRANCH.is(node.op())) {
      return ofBranches(node, inputs);
    }
    Signal any = inputs.stream().reduce(Signal.NONE, Signal::and);
    boolean weighted = any == Signal.INPUT && hasWeights(node, inputs);
    return Collections.nCopies(node.outputs().size(), weighted ? Signal.WEIGHTED : any);
  }

  private static boolean hasWeights(FlatNode node, List<Signal> inputs) {
    return LinearOp.isProduct(node.op())
        || (LOOKUPS.contains(node.op()) && inputs.get(0) == Signal.NONE);
  }

  /** Until one more iteration adds nothing. */
  private List<Signal> ofLoop(FlatNode node, List<Signal> first) {
    FunctionGraph body = LoopBody.open(graph, node, all.functions());
    List<Signal> variables = first;
    while (true) {
      List<Signal> next = union(variables, all.through(body, variables));
      if (next.equals(variables)) {
        return variables;
      }
      variables = next;
    }
  }

  private List<Signal> ofBranches(FlatNode node, List<Signal> inputs) {
    List<Signal> arguments = inputs.subList(1, inputs.size());
    List<Signal> results = Collections.nCopies(node.outputs().size(), Signal.NONE);
    for (FunctionGraph branch : Branches.open(graph, node, all.functions())) {
      results = union(results, all.through(branch, arguments));
    }
    return results;
  }

  private static List<Signal> union(List<Signal> some, List<Signal> others) {
    List<Signal> union = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      union.add(some.get(i).and(others.get(i)));
    }
    return union;
  }
}
