package io.attributable.graph.unroll;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Nodes that take a tensor apart into the items of a list, and that join items. */
final class ItemNodes {
  /** Of lists that are followed. */
  static final int LONGEST = 10_000;

  private ItemNodes() {}

  /** Whether it is known how many items a tensor has, and not too many. */
  static boolean areBounded(Shape shape) {
    return !shape.isUnknown()
        && shape.numDimensions() > 0
        && shape.get(0) >= 0
        && shape.get(0) <= LONGEST;
  }

  /** The items of a tensor, whose number is known, in place of a node that takes them all. */
  static FlatNode unpack(FlatGraph graph, FlatNode node, TensorRef tensor) {
    long[] shape = graph.shape(tensor).asArray();
    int size = (int) shape[0];
    Shape tail = Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
    FlatNode.Output item = new FlatNode.Output(graph.type(tensor), tail);
    return NodeBuilder.of("Unpack")
        .input(tensor, item.type())
        .with("num", Attributes.of(size))
        .beside(node, freeName(graph, node.name() + "/items"))
        .withControls(node.controls())
        .withOutputs(Collections.nCopies(size, item));
  }

  private static String freeName(FlatGraph graph, String wanted) {
    return graph.byName().containsKey(wanted) ? freeName(graph, wanted + "_") : wanted;
  }

  static List<TensorRef> outputs(FlatNode node) {
    return IntStream.range(0, node.outputs().size()).mapToObj(node::output).toList();
  }

  /** A node that joins items, in place of one that joins those of a list. */
  static FlatNode pack(FlatNode node, List<TensorRef> items) {
    DataType type = node.attribute("element_dtype").getType();
    NodeBuilder pack = NodeBuilder.of("Pack");
    items.forEach(item -> pack.input(item, type));
    return pack.inPlaceOf(node);
  }
}
