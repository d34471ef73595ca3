package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import java.util.List;

/** The functions that an {@code If} or a {@code Case} chooses from. */
public final class Branches {
  private Branches() {}

  /** Opens them; their arguments are the node's inputs behind the first one, the choice. */
  public static List<FunctionGraph> open(FlatGraph graph, FlatNode node, FunctionGraphs functions) {
    List<FlatNode.Output> arguments =
        node.inputs().stream()
            .skip(1)
            .map(input -> new FlatNode.Output(graph.type(input), graph.shape(input)))
            .toList();
    return BranchRule.references(node).stream()
        .map(branch -> functions.open(graph, branch, arguments))
        .toList();
  }
}
