package io.attributable.graph.flat.limit;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.Types;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** The nodes by which a loop fails at its limit. */
public final class LoopAssertion {
  /** Marks the error of such a loop; the limit and the name of the loop follow. */
  public static final String MARK = "attributable.loop-limit";

  private LoopAssertion() {}

  /** Fails with a text if a count exceeds the limit. */
  static NodeDef check(String name, String within, String text) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Assert")
        .addInput(within)
        .addInput(text)
        .putAttr(
            "T",
            AttrValue.newBuilder()
                .setList(AttrValue.ListValue.newBuilder().addType(DataType.DT_STRING))
                .build())
        .build();
  }

  /** The text of a loop's failure at its limit. */
  static NodeDef message(String name, int limit, String loop) {
    return constant(
        name,
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .addStringVal(ByteString.copyFromUtf8(MARK + "[" + limit + " " + loop + "]")));
  }

  static NodeDef integer(String name, int value) {
    return constant(name, TensorProto.newBuilder().setDtype(DataType.DT_INT32).addIntVal(value));
  }

  private static NodeDef constant(String name, TensorProto.Builder value) {
    value.setTensorShape(Types.proto(Shape.scalar()));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", Attributes.of(value.getDtype()))
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
        .build();
  }
}
