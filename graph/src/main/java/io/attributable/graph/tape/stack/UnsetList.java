package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;

/**
 * A list none of whose items was set: it means zeros of any shape, but keeps the shape of its
 * items.
 *
 * @param items the items' type
 * @param size how many items it has
 */
record UnsetList(AttrValue items, TensorRef size) {
  private static final String TYPE = "element_dtype";
  private static final String RESIZE = "TensorListResize";

  /** Handles lists that were resized to nothing and made longer again. */
  static Optional<UnsetList> of(GraphBuilder graph, TensorRef list) {
    FlatNode longer = graph.node(list.node());
    if (!longer.op().equals(RESIZE)) {
      return Optional.empty();
    }
    FlatNode empty = graph.node(longer.inputs().get(0).node());
    if (!empty.op().equals(RESIZE) || !isZero(graph, empty.inputs().get(1))) {
      return Optional.empty();
    }
    TensorRef size = longer.inputs().get(1);
    return items(graph, empty.inputs().get(0)).map(items -> new UnsetList(items, size));
  }

  /** The type of a list's items is set where it is made, or where items are set. */
  private static Optional<AttrValue> items(GraphBuilder graph, TensorRef list) {
    FlatNode node = graph.node(list.node());
    if (node.attributes().containsKey(TYPE)) {
      return Optional.of(node.attribute(TYPE));
    }
    boolean isLoop = OpTrait.LOOP.is(node.op());
    return isLoop || node.op().equals(RESIZE)
        ? items(graph, node.inputs().get(isLoop ? list.index() : 0))
        : Optional.empty();
  }

  private static boolean isZero(GraphBuilder graph, TensorRef size) {
    FlatNode node = graph.node(size.node());
    return node.op().equals("Const")
        && node.attribute("value").getTensor().getIntValList().equals(List.of(0));
  }

  /** One of the same length that takes items of any shape. */
  TensorRef withAnyItems(StackWriter writer) {
    TensorRef any = writer.nodes().scalar(-1);
    return writer
        .nodes()
        .op("TensorListReserve", any, size)
        .with(TYPE, items)
        .shape(Shape.scalar())
        .write();
  }
}
