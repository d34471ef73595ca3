package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.OptionalDouble;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;

/** Scalar constants of 32 or 64 bits. */
final class ScalarConstants {
  private ScalarConstants() {}

  /** The value of a constant scalar tensor. One that waits for others, such as checks, is none. */
  static OptionalDouble of(PlanNodes nodes, TensorRef tensor) {
    FlatNode source = nodes.source(tensor);
    if (!source.op().equals("Const") || nodes.isFed(source) || !source.controls().isEmpty()) {
      return OptionalDouble.empty();
    }
    TensorProto value = source.attribute("value").getTensor();
    if (!Types.shape(value.getTensorShape()).equals(Shape.scalar())) {
      return OptionalDouble.empty();
    }
    return switch (value.getDtype()) {
      case DT_FLOAT, DT_DOUBLE -> OptionalDouble.of(element(value));
      default -> OptionalDouble.empty();
    };
  }

  /** As bytes, in compressed form, or absent where it is 0. */
  private static double element(TensorProto value) {
    double inShort =
        value.getFloatValCount() > 0
            ? value.getFloatVal(0)
            : value.getDoubleValCount() > 0 ? value.getDoubleVal(0) : 0;
    return ConstantArray.of(value).map(ConstantArray::first).orElse(inShort);
  }
}
