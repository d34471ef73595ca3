package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.Types;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Sizes of tensors as constants, as far as they are static. An unknown one is tried with several
 * values: a result that is the same for all of them does not depend on it.
 */
final class StaticSizes {
  /** Trial values for unknown sizes; the first ones end a loop over them soon. */
  static final List<Integer> TRIALS = List.of(1, 2, 10007);

  private StaticSizes() {}

  /** Whether a node reads the sizes of a tensor of static rank. */
  static boolean areReadBy(FlatGraph graph, FlatNode node) {
    return node.op().equals("Shape")
        && Types.isIndex(node.outputs().get(0).type())
        && !graph.shape(node.inputs().get(0)).isUnknown();
  }

  /** A constant that replaces such a node. */
  static FlatNode constant(FlatGraph graph, FlatNode node, int unknown) {
    DataType type = node.outputs().get(0).type();
    long[] sizes = graph.shape(node.inputs().get(0)).asArray();
    TensorProto.Builder value =
        TensorProto.newBuilder().setDtype(type).setTensorShape(Types.proto(Shape.of(sizes.length)));
    for (long size : sizes) {
      long known = size >= 0 ? size : unknown;
      if (type == DataType.DT_INT64) {
        value.addInt64Val(known);
      } else {
        value.addIntVal((int) known);
      }
    }
    return NodeBuilder.constant(value.build()).inPlaceOf(node).withControls(List.of());
  }
}
