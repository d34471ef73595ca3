package io.attributable.graph.flat.signature;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionLibrary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;

/**
 * Checks that functions of loops and branches match the types of these nodes and are valid, so that
 * later code need not check them.
 */
final class NestedFunctionCheck {
  private static final String TYPES = "T";
  private static final String INPUTS = "Tin";
  private static final String OUTPUTS = "Tout";

  /**
   * What a function of an op takes and gives, by the names of the op's attributes.
   *
   * @param outputs empty if it gives one tensor of any type
   */
  private record Contract(String function, String inputs, String outputs) {}

  private static final List<Contract> LOOP =
      List.of(new Contract("cond", TYPES, ""), new Contract("body", TYPES, TYPES));
  private static final List<Contract> BRANCH =
      List.of(
          new Contract("then_branch", INPUTS, OUTPUTS),
          new Contract("else_branch", INPUTS, OUTPUTS));
  private static final List<Contract> CHOICE = List.of(new Contract("branches", INPUTS, OUTPUTS));
  private static final List<Contract> CALL = List.of(new Contract("f", INPUTS, OUTPUTS));

  private static final Map<String, List<Contract>> CONTRACTS =
      Map.of(
          "While", LOOP,
          "StatelessWhile", LOOP,
          "If", BRANCH,
          "StatelessIf", BRANCH,
          "Case", CHOICE,
          "StatelessCase", CHOICE,
          "PartitionedCall", CALL,
          "StatefulPartitionedCall", CALL);

  private record Use(NameAttrList function, List<DataType> inputs) {}

  private final FlatGraph outermost;
  private final FunctionLibrary library;
  private final Set<Use> seen = new HashSet<>();

  private NestedFunctionCheck(FlatGraph outermost) {
    this.outermost = outermost;
    this.library = new FunctionLibrary(outermost.model(), outermost.library());
  }

  /**
   * Checks those of a graph, and those that they refer to in turn.
   *
   * @throws AttributionException MISSING_FUNCTION, UNKNOWN_OP, CORRUPT_MODEL
   * @throws IllegalArgumentException for what contradicts itself
   */
  static void check(FlatGraph graph) {
    new NestedFunctionCheck(graph).visit(graph);
  }

  private void visit(FlatGraph graph) {
    for (FlatNode node : graph.nodes()) {
      node.attributes().values().forEach(value -> requireThere(node, value));
      for (Contract contract : CONTRACTS.getOrDefault(node.op(), List.of())) {
        AttrValue named = node.attribute(contract.function());
        if (named.hasFunc()) {
          check(node, contract, named.getFunc());
        }
        named.getList().getFuncList().forEach(function -> check(node, contract, function));
      }
    }
  }

  private void requireThere(FlatNode node, AttrValue value) {
    if (value.hasFunc()) {
      requireThere(node, value.getFunc());
    }
    value.getList().getFuncList().forEach(function -> requireThere(node, function));
  }

  private void requireThere(FlatNode node, NameAttrList function) {
    String name = function.getName();
    if (!name.isEmpty() && library.find(name).isEmpty()) {
      throw new AttributionException(
          ErrorCode.MISSING_FUNCTION, name, node.scopedName(), outermost.model());
    }
  }

  private void check(FlatNode node, Contract contract, NameAttrList function) {
    List<DataType> inputs = types(node, contract.inputs());
    FunctionGraph opened = outermost.checkedFunction(function, arguments(inputs));
    List<DataType> given = opened.results().stream().map(opened.graph()::type).toList();
    boolean right =
        contract.outputs().isEmpty()
            ? given.size() == 1
            : given.equals(types(node, contract.outputs()));
    if (!right) {
      throw new IllegalArgumentException(
          String.format(
              "function \"%s\" gives %s to %s node \"%s\", which takes others",
              function.getName(), given, node.op(), node.scopedName()));
    }
    if (seen.add(new Use(function, inputs))) {
      visit(opened.graph());
    }
  }

  private static List<DataType> types(FlatNode node, String attribute) {
    return node.attribute(attribute).getList().getTypeList();
  }

  private static List<FlatNode.Output> arguments(List<DataType> types) {
    return types.stream().map(type -> new FlatNode.Output(type, Shape.unknown())).toList();
  }
}
