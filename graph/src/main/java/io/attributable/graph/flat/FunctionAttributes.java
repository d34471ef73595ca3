package io.attributable.graph.flat;

import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.TensorShapeProto;

/** Attributes of ops that hold functions. */
public final class FunctionAttributes {
  private FunctionAttributes() {}

  /** A function by its name. */
  public static AttrValue reference(String name) {
    return reference(NameAttrList.newBuilder().setName(name).build());
  }

  /** A function. */
  public static AttrValue reference(NameAttrList function) {
    return AttrValue.newBuilder().setFunc(function).build();
  }

  /** Functions, in order. */
  public static AttrValue references(List<NameAttrList> functions) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllFunc(functions))
        .build();
  }

  /** Types, in order. */
  public static AttrValue types(List<DataType> types) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllType(types))
        .build();
  }

  /** Shapes, in order. */
  public static AttrValue shapes(List<TensorShapeProto> shapes) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllShape(shapes))
        .build();
  }

  public static List<DataType> typesOf(List<FlatNode.Output> outputs) {
    return outputs.stream().map(FlatNode.Output::type).toList();
  }
}
