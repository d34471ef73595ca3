package io.attributable.graph.write;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Writes ops on lists of tensors. The gradient of a list is a list of the same length, in which an
 * item that was never set means zeros: every reader gives the shape it expects. Not thread-safe.
 */
public final class ListWriter {
  private static final int UNKNOWN = -1;

  private final NodeWriter writer;
  private final GraphBuilder graph;

  /** Adds to other nodes. */
  public ListWriter(NodeWriter writer) {
    this.writer = writer;
    this.graph = writer.graph();
  }

  /** A list without items that grows by pushing. */
  public TensorRef empty(DataType items) {
    TensorRef any = writer.scalar(UNKNOWN);
    return list(writer.op("EmptyTensorList", any, any).with("element_dtype", items));
  }

  /** A list as long as another, with none of its items set. */
  public TensorRef emptyLike(TensorRef list) {
    return resize(resize(list, writer.scalar(0)), length(list));
  }

  /** The number of items. */
  public TensorRef length(TensorRef list) {
    return writer.op("TensorListLength", list).shape(Shape.scalar()).write();
  }

  /** The list cut off, or longer by items that are not set. */
  public TensorRef resize(TensorRef list, TensorRef size) {
    return list(writer.op("TensorListResize", list, size));
  }

  /** The list with one more item. */
  public TensorRef push(TensorRef list, TensorRef item) {
    return list(writer.op("TensorListPushBack", list, item));
  }

  /**
   * The list without its last item, and that item.
   *
   * @param shape of the item, for the case that it was never set
   */
  public FlatNode pop(TensorRef list, TensorRef shape, DataType type) {
    return writer.op("TensorListPopBack", list, shape).with("element_dtype", type).writeNode();
  }

  /** The list without its last item, and that item, which must be set. */
  public FlatNode pop(TensorRef list, DataType type) {
    return pop(list, writer.scalar(UNKNOWN), type);
  }

  /** An item, or zeros of a shape where it was never set. */
  public TensorRef get(TensorRef list, TensorRef index, TensorRef shape, DataType type) {
    return writer.op("TensorListGetItem", list, index, shape).with("element_dtype", type).write();
  }

  /** The list with another item at an index. */
  public TensorRef set(TensorRef list, TensorRef index, TensorRef item) {
    return list(writer.op("TensorListSetItem", list, index, item));
  }

  /** The list with slices of a tensor at indices. */
  public TensorRef scatter(TensorRef list, TensorRef tensor, TensorRef indices) {
    return list(writer.op("TensorListScatterIntoExistingList", list, tensor, indices));
  }

  /** Some items as one tensor; those that were never set are zeros of a shape. */
  public TensorRef gather(TensorRef list, TensorRef indices, TensorRef shape, DataType type) {
    return writer.op("TensorListGather", list, indices, shape).with("element_dtype", type).write();
  }

  /**
   * The list with a tensor added to an item. There are no zeros that a variant could be added to:
   * only ops on whole lists handle unset items.
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
    return writer.op("TensorListStack", list, itemShape).with("element_dtype", type).write();
  }

  /** A list of the slices of a tensor. */
  public TensorRef fromTensor(TensorRef tensor) {
    return list(writer.op("TensorListFromTensor", tensor, itemShape(tensor)));
  }

  /** The shape of a tensor's slices. */
  public TensorRef itemShape(TensorRef tensor) {
    TensorRef shape = writer.shapeOf(tensor);
    return writer.op("Slice", shape, writer.ints(1), writer.ints(-1)).write();
  }

  /** A list of parts of a tensor, each with its length along the first dimension. */
  public TensorRef split(TensorRef tensor, TensorRef lengths) {
    return list(writer.op("TensorListSplit", tensor, anyItemShape(tensor), lengths));
  }

  /** Items of any length as one tensor shaped like another, one behind the other. */
  public TensorRef concat(TensorRef list, TensorRef like, TensorRef lengths) {
    return writer
        .op("TensorListConcatV2", list, anyItemShape(like), lengths)
        .with("element_dtype", graph.type(like))
        .write();
  }

  /** The shape of items of any length: that of the tensor but for the first dimension. */
  private TensorRef anyItemShape(TensorRef tensor) {
    return new ArrayWriter(writer).concat(0, writer.ints(UNKNOWN), itemShape(tensor));
  }

  private static TensorRef list(OpWriter op) {
    return op.shape(Shape.scalar()).write();
  }
}
