package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.FunctionDependence;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Differentiates a loop: the forward loop records the values that its gradient needs, and a second
 * loop reads the records from the last iteration to the first.
 *
 * <p>Source: Yu et al. (2018), Dynamic Control Flow in Large-Scale Machine Learning, EuroSys,
 * arXiv:1805.01772; {@code tensorflow/python/ops/while_v2.py}, {@code _WhileGrad}.
 */
final class WhileRule implements GradientRule {
  private final Recording recording;

  WhileRule(Recording recording) {
    this.recording = recording;
  }

  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    return new LoopGradient(context, recording).gradients();
  }

  @Override
  public List<BitSet> dependence(FlatGraph graph, FlatNode node, FunctionDependence functions) {
    return LoopBody.dependence(LoopBody.open(graph, node, functions.functions()), functions);
  }
}
