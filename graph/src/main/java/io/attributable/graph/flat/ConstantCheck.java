package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.Types;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Refuses constants whose shape is none, or claims more than TensorFlow could hold: it would take
 * the memory before it looks at the content.
 */
final class ConstantCheck {
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final String model;

  ConstantCheck(String model) {
    this.model = model;
  }

  /**
   * Checks the constants of functions that are not inlined, such as the bodies of loops.
   *
   * @throws AttributionException MODEL_TOO_LARGE, CORRUPT_MODEL
   */
  void checkFunctions(FunctionDefLibrary library) {
    for (FunctionDef function : library.getFunctionList()) {
      for (NodeDef node : function.getNodeDefList()) {
        node.getAttrMap().values().forEach(value -> check(node.getName(), value));
      }
    }
  }

  /**
   * Checks an attribute that may hold constants.
   *
   * @throws AttributionException MODEL_TOO_LARGE, CORRUPT_MODEL
   */
  void check(String node, AttrValue value) {
    if (value.hasTensor()) {
      check(node, value.getTensor());
    }
    value.getList().getTensorList().forEach(tensor -> check(node, tensor));
  }

  private void check(String node, TensorProto tensor) {
    int width = Types.bytes(tensor.getDtype());
    long bytes = elements(node, tensor.getTensorShape()) * Math.max(1, width);
    if (bytes > MOST_BYTES) {
      throw tooLarge(node);
    }
    int given = tensor.getTensorContent().size();
    if (given > 0 && width > 0 && given != bytes) {
      throw corrupt(node, "holds " + given + " bytes where its shape needs " + bytes);
    }
  }

  private long elements(String node, TensorShapeProto shape) {
    long elements = shape.getUnknownRank() ? -1 : 1;
    for (TensorShapeProto.Dim dim : shape.getDimList()) {
      if (dim.getSize() < 0) {
        elements = -1;
      }
      if (elements > 0 && dim.getSize() > MOST_BYTES / elements) {
        throw tooLarge(node);
      }
      elements = elements < 0 ? -1 : elements * dim.getSize();
    }
    if (elements < 0) {
      throw corrupt(node, "has no definite shape");
    }
    return elements;
  }

  private AttributionException tooLarge(String node) {
    return new AttributionException(
        ErrorCode.MODEL_TOO_LARGE,
        model,
        "the constant of node \"" + node + "\" claims more than 2 GB");
  }

  private AttributionException corrupt(String node, String reason) {
    return new AttributionException(
        ErrorCode.CORRUPT_MODEL, model, "the constant of node \"" + node + "\" " + reason);
  }
}
