package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;

/**
 * Products with the number 1, which activations with a parameter such as swish are written with.
 */
final class NeutralFactors {
  private NeutralFactors() {}

  /** What a node gives as it is, because it only multiplies it by 1. */
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
    FlatNode source = nodes.source(tensor);
    return source.op().equals("Const")
        && !nodes.isFed(source)
        && isOne(source.attribute("value").getTensor());
  }

  private static boolean isOne(TensorProto value) {
    if (!Types.shape(value.getTensorShape()).equals(Shape.scalar())) {
      return false;
    }
    return switch (value.getDtype()) {
      case DT_FLOAT -> number(value, value.getFloatValCount() == 1 ? value.getFloatVal(0) : 0) == 1;
      case DT_DOUBLE ->
          number(value, value.getDoubleValCount() == 1 ? value.getDoubleVal(0) : 0) == 1;
      default -> false;
    };
  }

  /** Written as bytes, or else in short. */
  private static double number(TensorProto value, double inShort) {
    return ConstantArray.of(value).map(ConstantArray::first).orElse(inShort);
  }
}
