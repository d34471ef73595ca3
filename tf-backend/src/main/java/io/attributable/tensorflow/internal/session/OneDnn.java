package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * Whether TensorFlow computes with oneDNN here: its builds for other processors do not, nor does it
 * on processors without VNNI unless it is told to. Its ops are there in any case, but some do
 * nothing then; so one is tried out on a number, once in a process.
 */
public final class OneDnn {
  private static final float TWO = 2;

  private OneDnn() {}

  /** Made at the first question, which is no earlier than the native library is there. */
  private static final class Holder {
    static final boolean THERE = convolves();
  }

  /** Whether it does; asked once in a process. */
  public static boolean isThere() {
    return Holder.THERE;
  }

  private static boolean convolves() {
    FlatNode image = two("image");
    FlatNode filter = two("filter");
    OpDef op =
        OpDef.newBuilder()
            .setName("_MklNativeConv2D")
            .addOutputArg(OpDef.ArgDef.newBuilder().setName("output").setTypeAttr("T"))
            .build();
    FlatNode convolution =
        NodeBuilder.of("Conv2D")
            .input(image)
            .input(filter)
            .with("strides", Attributes.of(List.of(1L, 1L, 1L, 1L)))
            .with("padding", Attributes.of("SAME"))
            .build("convolution");
    FlatNode probe =
        convolution
            .withOp(op, convolution.attributes())
            .withAttribute("_kernel", Attributes.of("MklNameChangeOp"));
    TensorRef result = probe.output(0);
    return Optional.ofNullable(
            ConstantFolding.evaluate(List.of(image, filter, probe), List.of(result)).get(result))
        .map(TensorProto::getTensorContent)
        .filter(bytes -> bytes.size() == Float.BYTES)
        .filter(
            bytes ->
                bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat() == TWO * TWO)
        .isPresent();
  }

  private static FlatNode two(String name) {
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(Types.proto(Shape.of(1, 1, 1, 1)))
            .addFloatVal(TWO)
            .build();
    return NodeBuilder.constant(value).build(name);
  }
}
