package io.attributable.graph.flat;

import io.attributable.graph.flat.check.AttributeCheck;
import io.attributable.graph.flat.check.ConstantCheck;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.List;
import org.tensorflow.proto.DataType;

/** Refuses nodes that contradict their op, before anything relies on them. */
final class NodeCheck {
  private static final int MOST_SCOPES = 200;
  static final int LONGEST_NAME = 20_000;
  private static final int MOST_OUTPUTS = 2_000_000;

  private final String model;
  private final ConstantCheck constants;
  private int outputs;

  NodeCheck(String model) {
    this.model = model;
    this.constants = new ConstantCheck(model);
  }

  /**
   * Checks one node.
   *
   * @throws IllegalArgumentException if it takes other inputs than its op, or makes unknown types
   * @throws AttributionException MODEL_TOO_LARGE, CORRUPT_MODEL
   */
  void check(FlatNode node) {
    int wanted = NodeOutputs.inputTypes(node.definition(), node.attributes()).size();
    if (node.inputs().size() != wanted) {
      throw new IllegalArgumentException(
          String.format(
              "node \"%s\" has %d inputs, but op %s takes %d",
              node.name(), node.inputs().size(), node.op(), wanted));
    }
    if (node.outputs().stream().anyMatch(output -> output.type() == DataType.UNRECOGNIZED)) {
      throw new IllegalArgumentException("node \"" + node.name() + "\" makes an unknown type");
    }
    AttributeCheck.check(node.scopedName(), node.definition(), node.attributes());
    checkSize(node);
    node.attributes().values().forEach(value -> constants.check(node.name(), value));
  }

  /**
   * Checks that all nodes of a graph take tensors that are there, of the types that their ops take.
   *
   * @throws IllegalArgumentException that names the first one that does not
   */
  static void checkInputs(FlatGraph graph) {
    for (FlatNode node : graph.nodes()) {
      List<DataType> wanted = NodeOutputs.inputTypes(node.definition(), node.attributes());
      for (int i = 0; i < wanted.size(); i++) {
        checkInput(graph, node, node.inputs().get(i), Types.withoutReference(wanted.get(i)));
      }
    }
  }

  private static void checkInput(FlatGraph graph, FlatNode node, TensorRef input, DataType wanted) {
    if (!graph.holds(input)) {
      throw new IllegalArgumentException(
          "node \"" + node.name() + "\" takes \"" + input + "\", which does not exist");
    }
    DataType given = Types.withoutReference(graph.type(input));
    if (given != wanted) {
      throw new IllegalArgumentException(
          String.format(
              "node \"%s\" takes \"%s\" as %s, but it is %s",
              node.name(), input, Types.name(wanted), Types.name(given)));
    }
  }

  private void checkSize(FlatNode node) {
    outputs += node.outputs().size();
    long scopes = node.scopedName().chars().filter(c -> c == '/').count();
    if (outputs > MOST_OUTPUTS || scopes > MOST_SCOPES || node.name().length() > LONGEST_NAME) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          model,
          outputs > MOST_OUTPUTS
              ? "its nodes have more than " + MOST_OUTPUTS + " outputs"
              : "a node's name is longer than any program makes it");
    }
  }
}
