package io.attributable.fuzz;

import io.attributable.TensorShape;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.List;

/** Signatures that input is read for. */
final class Signatures {
  private Signatures() {}

  /** Numbers, whole numbers and texts. */
  static SignatureDescription mixed() {
    return new SignatureDescription(
        "serving_default",
        List.of(
            new TensorDescription("x", "float32", TensorShape.of(-1, 3)),
            new TensorDescription("ids", "int32", TensorShape.of(-1, -1)),
            new TensorDescription("text", "string", TensorShape.of(-1))),
        List.of(new TensorDescription("y", "float32", TensorShape.of(-1, 2))));
  }

  /** One input. */
  static SignatureDescription of(String dtype, TensorShape shape) {
    return new SignatureDescription(
        "serving_default",
        List.of(new TensorDescription("x", dtype, shape)),
        List.of(new TensorDescription("y", "float32", TensorShape.of(-1, 2))));
  }
}
