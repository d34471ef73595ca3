package io.attributable.graph.tape;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ListWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.DataType;

/**
 * Sums the contributions of a tensor's uses to its gradient. For a list of tensors, a use of one
 * item contributes that item only: adding it in place keeps loops over lists linear in their
 * length.
 */
final class GradientAccumulator {
  private final List<TensorRef> whole = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();

  /**
   * The gradient of one item of a list.
   *
   * @param index which item
   * @param gradient shaped like it
   */
  private record Item(TensorRef index, TensorRef gradient, DataType type) {}

  void add(TensorRef gradient) {
    whole.add(gradient);
  }

  void addItem(TensorRef index, TensorRef gradient, DataType type) {
    items.add(new Item(index, gradient, type));
  }

  TensorRef sum(NodeWriter writer, TensorRef of) {
    ListWriter lists = new ListWriter(writer);
    TensorRef sum = whole.isEmpty() ? lists.emptyLike(of) : writer.addN(whole);
    for (Item item : items) {
      sum = lists.addToItem(sum, item.index(), item.gradient(), item.type());
    }
    return sum;
  }
}
