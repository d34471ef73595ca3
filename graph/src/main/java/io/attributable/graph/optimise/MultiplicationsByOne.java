package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Products with the constant 1, which activations with a parameter such as swish are written with.
 */
final class MultiplicationsByOne {
  private MultiplicationsByOne() {}

  /** The tensor that a node passes through, as it only multiplies it by 1. */
  static Optional<TensorRef> handedOn(PlanNodes nodes, FlatNode node) {
    if (!node.op().equals("Mul")) {
      return Optional.empty();
    }
    TensorRef a = node.inputs().get(0);
    TensorRef b = node.inputs().get(1);
    if (isOne(nodes, b)) {
      return Optional.of(a);
    }
    return isOne(nodes, a) ? Optional.of(b) : Optional.empty();
  }

  private static boolean isOne(PlanNodes nodes, TensorRef tensor) {
    OptionalDouble scalar = ScalarConstants.of(nodes, tensor);
    return scalar.isPresent() && scalar.getAsDouble() == 1;
  }
}
