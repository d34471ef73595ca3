package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionAttributes;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.flat.OptionalAttributes;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NameAttrList;

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
    return references(node).stream()
        .map(branch -> functions.open(graph, branch, arguments))
        .toList();
  }

  /** The same as the node refers to them. */
  public static List<NameAttrList> references(FlatNode node) {
    return isChoiceOfTwo(node)
        ? List.of(node.attribute("then_branch").getFunc(), node.attribute("else_branch").getFunc())
        : node.attribute("branches").getList().getFuncList();
  }

  /** Attributes with the functions that a node chooses from. */
  public static Map<String, AttrValue> referring(FlatNode node, List<NameAttrList> functions) {
    return isChoiceOfTwo(node)
        ? Map.of(
            "then_branch", FunctionAttributes.reference(functions.get(0)),
            "else_branch", FunctionAttributes.reference(functions.get(1)))
        : Map.of("branches", FunctionAttributes.references(functions));
  }

  private static boolean isChoiceOfTwo(FlatNode node) {
    return OptionalAttributes.has(node, "then_branch");
  }
}
