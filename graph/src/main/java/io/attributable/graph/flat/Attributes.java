package io.attributable.graph.flat;

import com.google.protobuf.ByteString;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;

/** Attribute values: made, and filled in where a function's body left them to its caller. */
public final class Attributes {
  private Attributes() {}

  /** A type. */
  public static AttrValue of(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  /** A flag. */
  public static AttrValue of(boolean flag) {
    return AttrValue.newBuilder().setB(flag).build();
  }

  /** An integer. */
  public static AttrValue of(long value) {
    return AttrValue.newBuilder().setI(value).build();
  }

  /** A string. */
  public static AttrValue of(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }

  /** A shape. */
  public static AttrValue of(Shape shape) {
    return AttrValue.newBuilder().setShape(Types.proto(shape)).build();
  }

  /** Integers. */
  public static AttrValue of(List<Long> values) {
    return AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder().addAllI(values)).build();
  }

  static AttrValue substitute(AttrValue value, Map<String, AttrValue> given) {
    if (value.getValueCase() == AttrValue.ValueCase.PLACEHOLDER) {
      AttrValue filled = given.get(value.getPlaceholder());
      if (filled == null) {
        throw new IllegalArgumentException("attribute " + value.getPlaceholder() + " is not given");
      }
      return filled;
    }
    if (given.isEmpty() || !value.hasFunc()) {
      return value;
    }
    NameAttrList.Builder function = value.getFunc().toBuilder();
    value
        .getFunc()
        .getAttrMap()
        .forEach((name, inner) -> function.putAttr(name, substitute(inner, given)));
    return value.toBuilder().setFunc(function).build();
  }
}
