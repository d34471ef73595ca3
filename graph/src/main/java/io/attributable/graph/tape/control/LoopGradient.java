package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One loop being differentiated. */
final class LoopGradient {
  private final RuleContext context;
  private final Recording recording;
  private final FlatNode loop;
  private final FunctionGraph function;
  private final GraphBuilder body;

  LoopGradient(RuleContext context, Recording recording) {
    this.context = context;
    this.recording = recording;
    GraphBuilder caller = context.writer().graph();
    this.loop = recorded(caller, context.node());
    this.function = LoopBody.open(caller.base(), context.node(), context.tape().functions());
    this.body = caller.nested(function.graph(), LoopBody.given(loop, function));
  }

  /**
   * What records. A loop that does so for another pass is left alone; a second one of the kind runs
   * beside it.
   */
  private static FlatNode recorded(GraphBuilder caller, FlatNode loop) {
    if (!caller.isReplaced(loop.name())) {
      return caller.node(loop.name());
    }
    if (!new Recomputability(caller.base()).test(loop)) {
      throw new NoGradientException(loop);
    }
    return loop.withName(caller.freshName("loop"), loop.scopedName(), loop.instance());
  }

  /** By the loop's inputs. */
  Map<Integer, TensorRef> gradients() {
    List<Integer> carried = carried();
    if (carried.isEmpty()) {
      return Map.of();
    }
    BackwardBody backward = new BackwardBody(body, function, carried);
    backward.differentiate(this::ofBody);
    ForwardValues needs =
        new ForwardValues(body, backward.gradients(), backward.given(), recording);
    RecordingLoop forward = new RecordingLoop(context.writer(), loop, body, function);
    Map<TensorRef, TensorRef> records = forward.record(needs.recorded());
    BackwardLoop made = new BackwardLoop(context, loop, backward, records, forward.count());
    return made.gradients(lastGradients(carried));
  }

  private Map<TensorRef, TensorRef> ofBody(
      Map<TensorRef, List<TensorRef>> seeds, Set<TensorRef> sources) {
    try {
      return context.tape().gradient(body, seeds, sources);
    } catch (NoGradientException e) {
      throw e.inside(context.node());
    }
  }

  /** The variables through which gradients flow from an output to an input. */
  private List<Integer> carried() {
    List<BitSet> dependence = LoopBody.dependence(function, context.tape());
    BitSet needed = new BitSet();
    context.needed().forEach(needed::set);
    BitSet reached = new BitSet();
    context.outputGradients().keySet().forEach(output -> reached.or(dependence.get(output)));
    List<Integer> carried = new ArrayList<>();
    for (int i = 0; i < loop.inputs().size() && i < dependence.size(); i++) {
      if (reached.get(i)
          && dependence.get(i).intersects(needed)
          && Types.carriesGradients(loop.outputs().get(i).type())) {
        carried.add(i);
      }
    }
    return carried;
  }

  /** What the backward loop starts with. */
  private Map<Integer, TensorRef> lastGradients(List<Integer> carried) {
    NodeWriter writer = context.writer();
    Map<Integer, TensorRef> gradients = new LinkedHashMap<>();
    for (int variable : carried) {
      TensorRef gradient = context.gradient(variable);
      gradients.put(
          variable, gradient != null ? gradient : writer.zerosLike(loop.output(variable)));
    }
    return gradients;
  }
}
