package io.attributable.graph.made;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Nodes and their attributes, as a file would have them. */
public final class Nodes {
  private Nodes() {}

  /** A node without attributes. */
  public static NodeDef.Builder node(String name, String op, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(Arrays.asList(inputs));
  }

  /** An op of 32-bit floats. */
  public static NodeDef.Builder op(String name, String op, String... inputs) {
    return node(name, op, inputs).putAttr("T", type(DataType.DT_FLOAT));
  }

  /** Where 32-bit floats are fed. */
  public static NodeDef.Builder placeholder(String name, long... dimensions) {
    return node(name, "Placeholder")
        .putAttr("dtype", type(DataType.DT_FLOAT))
        .putAttr("shape", AttrValue.newBuilder().setShape(shape(dimensions)).build())
        .putAttr("_output_shapes", shapes(shape(dimensions)));
  }

  /** One 32-bit float. */
  public static NodeDef.Builder constant(String name, float value) {
    return constant(
        name,
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(shape())
            .addFloatVal(value));
  }

  /** A constant of any kind. */
  public static NodeDef.Builder constant(String name, TensorProto.Builder tensor) {
    return node(name, "Const")
        .putAttr("dtype", type(tensor.getDtype()))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  /** A variable of 32-bit floats. */
  public static NodeDef.Builder variable(String name, long... dimensions) {
    return node(name, "VarHandleOp")
        .putAttr("shared_name", text(name))
        .putAttr("dtype", type(DataType.DT_FLOAT))
        .putAttr("shape", AttrValue.newBuilder().setShape(shape(dimensions)).build());
  }

  /** Reads a variable of 32-bit floats. */
  public static NodeDef.Builder read(String name, String variable) {
    return node(name, "ReadVariableOp", variable).putAttr("dtype", type(DataType.DT_FLOAT));
  }

  /** Calls a function by a call op. */
  public static NodeDef.Builder call(String name, String function, String... inputs) {
    return node(name, "StatefulPartitionedCall", inputs).putAttr("f", function(function));
  }

  /** An attribute that names a function. */
  public static AttrValue function(String name) {
    return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build();
  }

  /** A type. */
  public static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  /** Types. */
  public static AttrValue types(DataType... types) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllType(Arrays.asList(types)))
        .build();
  }

  /** A number. */
  public static AttrValue number(long value) {
    return AttrValue.newBuilder().setI(value).build();
  }

  /** A string. */
  public static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }

  /** What the caller of a function fills in. */
  public static AttrValue filledIn(String attribute) {
    return AttrValue.newBuilder().setPlaceholder(attribute).build();
  }

  /** Shapes. */
  public static AttrValue shapes(TensorShapeProto... shapes) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllShape(Arrays.asList(shapes)))
        .build();
  }

  /** A shape; -1 for an unknown dimension. */
  public static TensorShapeProto shape(long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : dimensions) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }
}
