package io.attributable.graph.write;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Constant integers of the graph, such as the axes of a sum. */
public final class ConstantIntegers {
  private ConstantIntegers() {}

  /** The integers of a constant; empty if they are computed at run time. */
  public static Optional<int[]> ints(GraphBuilder graph, TensorRef tensor) {
    FlatNode node = graph.node(tensor.node());
    while (node.op().equals("Identity")) {
      node = graph.node(node.inputs().get(0).node());
    }
    return ints(node);
  }

  /** The integers of a node, if it is a constant of some. */
  public static Optional<int[]> ints(FlatNode node) {
    return node.op().equals("Const") && isInteger(node.outputs().get(0).type())
        ? Optional.of(ints(node.attribute("value").getTensor()))
        : Optional.empty();
  }

  private static boolean isInteger(DataType type) {
    return type == DataType.DT_INT32 || type == DataType.DT_INT64;
  }

  /**
   * A tensor holds its elements as bytes or in a list, whose last element is repeated as needed.
   */
  private static int[] ints(TensorProto tensor) {
    boolean isLong = tensor.getDtype() == DataType.DT_INT64;
    ByteBuffer bytes =
        tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int listed = isLong ? tensor.getInt64ValCount() : tensor.getIntValCount();
    return IntStream.range(0, size(tensor))
        .map(
            i -> {
              if (bytes.hasRemaining()) {
                return isLong ? Math.toIntExact(bytes.getLong(8 * i)) : bytes.getInt(4 * i);
              }
              int at = Math.min(i, listed - 1);
              return at < 0 ? 0 : isLong ? (int) tensor.getInt64Val(at) : tensor.getIntVal(at);
            })
        .toArray();
  }

  private static int size(TensorProto tensor) {
    long[] sizes =
        tensor.getTensorShape().getDimList().stream().mapToLong(dim -> dim.getSize()).toArray();
    return Math.toIntExact(sizes.length == 0 ? 1 : Shape.of(sizes).size());
  }
}
