package io.attributable.graph.write;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Writes ops on lists of tensors. The gradient of a list is a list of the same length, in which an
 * item that was never set stands for zeros: every reader says the shape it expects. Not
 * thread-safe.
 */
public final class ListWriter {
  private static final int UNKNOWN = -1;

  private final NodeWriter writer;
  private final GraphBuilder graph;

  /** Writes beside other nodes. */
  public ListWriter(NodeWriter writer) {
    this.writer = writer;
    this.graph = writer.graph();
  }

  /** A list without items that grows by pushing. */
  public TensorRef empty(DataType items) {
    Map<String, AttrValue> attributes =
        Map.of(
            "element_dtype", Attributes.of(items), "shape_type", Attributes.of(DataType.DT_INT32));
    TensorRef any = writer.scalar(UNKNOWN);
    return graph.add(
        "EmptyTensorList", "EmptyTensorList", List.of(any, any), attributes, Shape.scalar());
  }

  /** A list as long as another, with none of its items set. */
  public TensorRef emptyLike(TensorRef list) {
    return resize(resize(list, writer.scalar(0)), length(list));
  }

  /** The number of items. */
  public TensorRef length(TensorRef list) {
    return graph.add(
        "TensorListLength", "TensorListLength", List.of(list), Map.of(), Shape.scalar());
  }

  /** The list cut off, or longer by items that are not set. */
  public TensorRef resize(TensorRef list, TensorRef size) {
    return graph.add(
        "TensorListResize", "TensorListResize", List.of(list, size), Map.of(), Shape.scalar());
  }

  /** The list with one more item. */
  public TensorRef push(TensorRef list, TensorRef item) {
    return graph.add(
        "TensorListPushBack",
        "TensorListPushBack",
        List.of(list, item),
        typed(graph.type(item)),
        Shape.scalar());
  }

  /**
   * The list without its last item, and that item.
   *
   * @param shape of the item, for the case that it was never set
   */
  public FlatNode pop(TensorRef list, TensorRef shape, DataType type) {
    return graph.addNode(
        "TensorListPopBack", "TensorListPopBack", List.of(list, shape), typed(type));
  }

  /** The list without its last item, and that item, which is known to be set. */
  public FlatNode pop(TensorRef list, DataType type) {
    return pop(list, writer.scalar(UNKNOWN), type);
  }

  /** An item, or zeros of a shape where it was never set. */
  public TensorRef get(TensorRef list, TensorRef index, TensorRef shape, DataType type) {
    return graph.add(
        "TensorListGetItem",
        "TensorListGetItem",
        List.of(list, index, shape),
        typed(type),
        Shape.unknown());
  }

  /** The list with another item in a place. */
  public TensorRef set(TensorRef list, TensorRef index, TensorRef item) {
    return graph.add(
        "TensorListSetItem",
        "TensorListSetItem",
        List.of(list, index, item),
        typed(graph.type(item)),
        Shape.scalar());
  }

  /**
   * The list with a tensor added to an item. There are no zeros that a variant could be added to:
   * only lists as wholes know what was never set.
   */
  public TensorRef addToItem(TensorRef list, TensorRef index, TensorRef added, DataType type) {
    if (type == DataType.DT_VARIANT) {
      return writer.addN(List.of(list, set(emptyLike(list), index, added)));
    }
    TensorRef before = get(list, index, writer.shapeOf(added), type);
    return set(list, index, writer.addN(List.of(before, added)));
  }

  /** All items as one tensor; those that were never set are zeros of a shape. */
  public TensorRef stack(TensorRef list, TensorRef itemShape, DataType type) {
    return graph.add(
        "TensorListStack",
        "TensorListStack",
        List.of(list, itemShape),
        typed(type),
        Shape.unknown());
  }

  /** A list of the slices of a tensor. */
  public TensorRef fromTensor(TensorRef tensor) {
    return graph.add(
        "TensorListFromTensor",
        "TensorListFromTensor",
        List.of(tensor, itemShape(tensor)),
        shaped(graph.type(tensor)),
        Shape.scalar());
  }

  /** The shape of a tensor's slices. */
  public TensorRef itemShape(TensorRef tensor) {
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.of(DataType.DT_INT32), "Index", Attributes.of(DataType.DT_INT32));
    TensorRef shape = writer.shapeOf(tensor);
    return graph.add(
        "Slice",
        "Slice",
        List.of(shape, writer.ints(1), writer.ints(-1)),
        attributes,
        Shape.unknown());
  }

  /** Attributes of an op that takes a shape as well. */
  public static Map<String, AttrValue> shaped(DataType items) {
    return Map.of(
        "element_dtype", Attributes.of(items), "shape_type", Attributes.of(DataType.DT_INT32));
  }

  /** Attributes of an op on lists. */
  public static Map<String, AttrValue> typed(DataType items) {
    return Map.of("element_dtype", Attributes.of(items));
  }
}
