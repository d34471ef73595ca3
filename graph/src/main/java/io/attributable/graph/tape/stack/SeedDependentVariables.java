package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashSet;
import java.util.Set;

/** Which variables of a loop differ between seeds: those that do at first, and all they reach. */
final class SeedDependentVariables {
  /** The results of these are the same for all seeds. */
  private static final Set<String> SAME = Set.of("Shape", "ShapeN", "TensorListLength");

  private SeedDependentVariables() {}

  static boolean[] of(StackedNode node, FunctionGraph body) {
    boolean[] each = new boolean[node.inputCount()];
    for (int i = 0; i < each.length; i++) {
      each[i] = node.each(i);
    }
    while (spread(body, each)) {
      // Until no variable is reached any more.
    }
    return each;
  }

  private static boolean spread(FunctionGraph body, boolean[] each) {
    Set<TensorRef> reached = new HashSet<>();
    for (int i = 0; i < each.length; i++) {
      if (each[i]) {
        reached.add(body.arguments().get(i));
      }
    }
    for (FlatNode node : body.graph().nodes()) {
      if (!SAME.contains(node.op()) && node.inputs().stream().anyMatch(reached::contains)) {
        for (int i = 0; i < node.outputs().size(); i++) {
          reached.add(node.output(i));
        }
      }
    }
    boolean changed = false;
    for (int i = 0; i < each.length; i++) {
      boolean now = each[i] || reached.contains(body.results().get(i));
      changed |= now != each[i];
      each[i] = now;
    }
    return changed;
  }
}
