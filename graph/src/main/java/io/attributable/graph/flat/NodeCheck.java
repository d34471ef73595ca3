package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.check.AttributeCheck;
import io.attributable.graph.flat.check.ConstantCheck;
import io.attributable.graph.flat.check.FileCheck;
import org.tensorflow.proto.DataType;

/** Refuses nodes that contradict their op, before anything relies on them. */
final class NodeCheck {
  private static final int MOST_SCOPES = 200;
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

  private void checkSize(FlatNode node) {
    outputs += node.outputs().size();
    long scopes = node.scopedName().chars().filter(c -> c == '/').count();
    if (outputs > MOST_OUTPUTS
        || scopes > MOST_SCOPES
        || node.name().length() > FileCheck.LONGEST_NAME) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          model,
          outputs > MOST_OUTPUTS
              ? "its nodes have more than " + MOST_OUTPUTS + " outputs"
              : "a node's name is longer than any program makes it");
    }
  }
}
