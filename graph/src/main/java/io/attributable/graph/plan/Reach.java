package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All tensors from which gradients flow to an output, found in one walk. Where every op on the way
 * has a rule, membership is all there is to check; only else a layer needs a plan of its own.
 */
final class Reach {
  private final Set<TensorRef> reached = new HashSet<>();
  private boolean everyOpHasARule = true;

  private Reach(FlatGraph graph, TensorRef output, RuleBook rules) {
    reached.add(output);
    List<FlatNode> backwards = new ArrayList<>(graph.byName().values());
    Collections.reverse(backwards);
    for (FlatNode node : backwards) {
      if (isReached(node) && !RuleBook.stops(node) && !graph.isFed(node.output(0))) {
        spread(graph, node, rules);
      }
    }
  }

  static Reach of(FlatGraph graph, TensorRef output, RuleBook rules) {
    return new Reach(graph, output, rules);
  }

  /** Whether it is sure that every tensor of a layer can be explained. */
  boolean surely(LayerTensors layer) {
    return everyOpHasARule
        && layer.tensors().stream().allMatch(tensor -> reached.contains(tensor.tensor()));
  }

  private boolean isReached(FlatNode node) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (reached.contains(node.output(i))) {
        return true;
      }
    }
    return false;
  }

  private void spread(FlatGraph graph, FlatNode node, RuleBook rules) {
    boolean flows = false;
    for (TensorRef input : node.inputs()) {
      if (graph.holds(input) && Types.isDifferentiable(graph.type(input))) {
        reached.add(input);
        flows = true;
      }
    }
    everyOpHasARule &= !flows || rules.find(node).isPresent();
  }
}
