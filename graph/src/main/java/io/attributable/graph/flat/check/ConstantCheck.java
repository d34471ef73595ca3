package io.attributable.graph.flat.check;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.Types;
import java.math.BigInteger;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Refuses constants with an invalid shape, or with one larger than TensorFlow could hold: it would
 * allocate the memory before it reads the content. Shapes in attributes are checked, too.
 */
public final class ConstantCheck {
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  /** Of TensorFlow's shapes. */
  private static final int MOST_DIMENSIONS = 254;

  private final String model;

  public ConstantCheck(String model) {
    this.model = model;
  }

  /**
   * Checks the constants of all functions.
   *
   * @throws AttributionException MODEL_TOO_LARGE, CORRUPT_MODEL
   */
  void checkFunctions(FunctionDefLibrary library) {
    for (FunctionDef function : library.getFunctionList()) {
      String name = function.getSignature().getName();
      check(function.getNodeDefList());
      function.getAttrMap().values().forEach(value -> check(name, value));
      for (FunctionDef.ArgAttrs argument : function.getArgAttrMap().values()) {
        argument.getAttrMap().values().forEach(value -> check(name, value));
      }
    }
  }

  /**
   * Checks the constants of nodes.
   *
   * @throws AttributionException MODEL_TOO_LARGE, CORRUPT_MODEL
   */
  public void check(List<NodeDef> nodes) {
    for (NodeDef node : nodes) {
      node.getAttrMap().values().forEach(value -> check(node.getName(), value));
    }
  }

  /**
   * Checks an attribute that may hold constants or shapes.
   *
   * @throws AttributionException MODEL_TOO_LARGE, CORRUPT_MODEL
   */
  public void check(String node, AttrValue value) {
    switch (value.getValueCase()) {
      case TENSOR -> check(node, value.getTensor());
      case SHAPE -> check(node, value.getShape());
      case FUNC -> value.getFunc().getAttrMap().values().forEach(inner -> check(node, inner));
      case LIST -> {
        value.getList().getTensorList().forEach(tensor -> check(node, tensor));
        value.getList().getShapeList().forEach(shape -> check(node, shape));
        for (NameAttrList function : value.getList().getFuncList()) {
          function.getAttrMap().values().forEach(inner -> check(node, inner));
        }
      }
      default -> {}
    }
  }

  /** A shape that may leave sizes open. */
  private void check(String node, TensorShapeProto shape) {
    requireDimensions(node, shape);
    BigInteger elements = BigInteger.ONE;
    for (TensorShapeProto.Dim dim : shape.getDimList()) {
      if (dim.getSize() < -1) {
        throw corrupt("a shape of node \"" + node + "\" has the size " + dim.getSize());
      }
      elements = elements.multiply(BigInteger.valueOf(Math.max(1, dim.getSize())));
    }
    if (elements.bitLength() >= Long.SIZE) {
      throw corrupt("a shape of node \"" + node + "\" has more elements than can be counted");
    }
  }

  private void requireDimensions(String node, TensorShapeProto shape) {
    if (shape.getDimCount() > MOST_DIMENSIONS) {
      throw corrupt("a shape of node \"" + node + "\" has " + shape.getDimCount() + " dimensions");
    }
  }

  private void check(String node, TensorProto tensor) {
    requireDimensions(node, tensor.getTensorShape());
    int width = Types.bytes(tensor.getDtype());
    long bytes = elements(node, tensor.getTensorShape()) * Math.max(1, width);
    if (bytes > MOST_BYTES) {
      throw tooLarge(node);
    }
    int given = tensor.getTensorContent().size();
    if (given > 0 && width > 0 && given != bytes) {
      throw corrupt(constant(node) + " holds " + given + " bytes where its shape needs " + bytes);
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
      throw corrupt(constant(node) + " has no definite shape");
    }
    return elements;
  }

  private AttributionException tooLarge(String node) {
    return new AttributionException(
        ErrorCode.MODEL_TOO_LARGE, model, constant(node) + " claims more than 2 GB");
  }

  private static String constant(String node) {
    return "the constant of node \"" + node + "\"";
  }

  private AttributionException corrupt(String reason) {
    return new AttributionException(ErrorCode.CORRUPT_MODEL, model, reason);
  }
}
