package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tape.FunctionDependence;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Differentiates a choice between functions: a second choice between their gradients, each of which
 * runs its branch again.
 *
 * <p>Source: {@code tensorflow/python/ops/cond_v2.py}, {@code _IfGrad}, {@code _CaseGrad}; unlike
 * these, the branch is run again instead of recorded.
 */
final class BranchRule implements GradientRule {
  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    return new BranchGradient(context).gradients();
  }

  @Override
  public List<BitSet> dependence(FlatGraph graph, FlatNode node, FunctionDependence functions) {
    List<BitSet> any = new ArrayList<>();
    node.outputs().forEach(unused -> any.add(new BitSet()));
    for (FunctionGraph branch : branches(graph, node, functions)) {
      List<BitSet> results = functions.ofFunction(branch);
      for (int i = 0; i < any.size(); i++) {
        BitSet inputs = any.get(i);
        // Input 0 is the choice.
        results.get(i).stream().forEach(argument -> inputs.set(argument + 1));
      }
    }
    return any;
  }

  /** What a branch is called with, by its argument. */
  static Map<TensorRef, TensorRef> given(FlatNode node, FunctionGraph branch) {
    Map<TensorRef, TensorRef> given = new HashMap<>();
    for (int i = 0; i < branch.arguments().size(); i++) {
      // Input 0 is the choice.
      given.put(branch.arguments().get(i), node.inputs().get(i + 1));
    }
    return given;
  }

  static List<FunctionGraph> branches(
      FlatGraph graph, FlatNode node, FunctionDependence functions) {
    return Branches.open(graph, node, functions.functions());
  }
}
