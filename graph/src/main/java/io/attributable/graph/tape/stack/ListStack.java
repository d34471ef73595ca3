package io.attributable.graph.tape.stack;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lists of tensors: what differs between seeds are the items, each with all seeds in front. */
final class ListStack {
  private ListStack() {}

  static Map<String, StackRule> rules() {
    Map<String, StackRule> rules = new HashMap<>();
    rules.put("TensorListFromTensor", ListStack::fromTensor);
    rules.put("TensorListStack", ListStack::stack);
    rules.put("TensorListGetItem", ListStack::get);
    rules.put("TensorListSetItem", ListStack::set);
    rules.put("TensorListResize", node -> node.like(List.of(node.only(0), node.same(1))));
    rules.put("TensorListLength", ListStack::length);
    return rules;
  }

  private static List<Stacked> fromTensor(StackedNode node) {
    TensorRef transposed = transposed(node, node.only(0), node.rank(0) + 1);
    TensorRef any = node.nodes().scalar(-1);
    return node.like("TensorListFromTensor", List.of(transposed, any), Map.of());
  }

  private static List<Stacked> stack(StackedNode node) {
    int rank = node.outputRank(0) + 1;
    List<TensorRef> inputs = new ArrayList<>(node.inputs());
    inputs.set(0, node.only(0));
    inputs.set(1, itemShape(node, 1));
    TensorRef items = node.like(inputs).get(0).tensor();
    return List.of(new Stacked(transposed(node, items, rank), true));
  }

  private static List<Stacked> get(StackedNode node) {
    return node.like(List.of(node.only(0), node.same(1), itemShape(node, 2)));
  }

  private static List<Stacked> set(StackedNode node) {
    return node.like(List.of(node.repeated(0), node.same(1), node.repeated(2)));
  }

  private static List<Stacked> length(StackedNode node) {
    TensorRef length = node.like(node.inputs()).get(0).tensor();
    return List.of(new Stacked(length, false));
  }

  /** The shape of items of all seeds; a scalar means unknown. */
  private static TensorRef itemShape(StackedNode node, int input) {
    TensorRef shape = node.same(input);
    return node.rank(input) == 0
        ? shape
        : node.writer().inFront(node.writer().count(node.writer().graph().type(shape)), shape);
  }

  /** Exchanges the first and the second dimension. */
  private static TensorRef transposed(StackedNode node, TensorRef tensor, int rank) {
    int[] order = IntStream.range(0, rank).toArray();
    order[0] = 1;
    order[1] = 0;
    return node.writer().transpose(tensor, order);
  }
}
