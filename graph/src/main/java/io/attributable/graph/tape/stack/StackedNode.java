package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** A node of a single pass, being written for all seeds at once. */
final class StackedNode {
  private final FlatNode node;
  private final List<Stacked> inputs;
  private final StackedShapes shapes;
  private final StackWriter writer;

  StackedNode(FlatNode node, List<Stacked> inputs, StackedShapes shapes, StackWriter writer) {
    this.node = node;
    this.inputs = inputs;
    this.shapes = shapes;
    this.writer = writer;
  }

  FlatNode node() {
    return node;
  }

  StackWriter writer() {
    return writer;
  }

  int inputCount() {
    return inputs.size();
  }

  /** Whether any input is another one for each seed. */
  boolean differs() {
    return inputs.stream().anyMatch(Stacked::each);
  }

  /** Whether an input is another one for each seed. */
  boolean each(int input) {
    return inputs.get(input).each();
  }

  /** An input as it is. */
  TensorRef input(int input) {
    return inputs.get(input).tensor();
  }

  /** An input that must be the same for all seeds. */
  TensorRef same(int input) {
    if (each(input)) {
      throw unknown();
    }
    return input(input);
  }

  /** An input that must be another one for each seed. */
  TensorRef only(int input) {
    if (!each(input)) {
      throw unknown();
    }
    return input(input);
  }

  /** An input for each seed, repeated where it is the same for all. */
  TensorRef repeated(int input) {
    return each(input) ? input(input) : repeat(writer, input(input));
  }

  /** The same for each seed; of lists, those alone whose items were never set. */
  TensorRef repeat(StackWriter into, TensorRef single) {
    if (into.graph().type(single) != DataType.DT_VARIANT) {
      return into.repeat(single);
    }
    return UnsetList.of(into.graph(), single)
        .map(list -> list.withAnyItems(into))
        .orElseThrow(this::unknown);
  }

  /** The number of dimensions that an input has in a single pass. */
  int rank(int input) {
    Shape shape = shapes.of(node.inputs().get(input));
    if (shape.isUnknown()) {
      throw unknown();
    }
    return shape.numDimensions();
  }

  /** The number of dimensions that an output has in a single pass. */
  int outputRank(int output) {
    Shape shape = shapes.of(node.output(output));
    if (shape.isUnknown()) {
      throw unknown();
    }
    return shape.numDimensions();
  }

  /** Whether all ranks are static, of a node whose inputs broadcast to its output. */
  boolean knowsRank() {
    boolean known = !shapes.of(node.output(0)).isUnknown();
    for (int i = 0; i < inputs.size(); i++) {
      known &= !each(i) || !shapes.of(node.inputs().get(i)).isUnknown();
    }
    return known;
  }

  /** Refuses a vector without that static length: some ops take shorter shapes. */
  void requireSize(int input, int size) {
    Shape shape = shapes.of(node.inputs().get(input));
    if (!shape.equals(Shape.of(size))) {
      throw unknown();
    }
  }

  /**
   * An input with its dimensions aligned at the end of a stack of the given rank, as in
   * broadcasting.
   */
  TensorRef aligned(int input, int rank) {
    return each(input) && rank(input) < rank
        ? writer.widen(input(input), rank - rank(input))
        : input(input);
  }

  /** The same op with other inputs; all outputs are for each seed. */
  List<Stacked> like(List<TensorRef> changed) {
    return like(node.op(), changed, node.attributes());
  }

  /** Another node whose outputs are those of this one for each seed. */
  List<Stacked> like(String op, List<TensorRef> changed, Map<String, AttrValue> attributes) {
    FlatNode made = nodes().op(op, changed).withAll(attributes).writeNode();
    return IntStream.range(0, made.outputs().size())
        .mapToObj(i -> new Stacked(made.output(i), true))
        .toList();
  }

  /** All inputs, as they are. */
  List<TensorRef> inputs() {
    return new ArrayList<>(inputs.stream().map(Stacked::tensor).toList());
  }

  /** The failure of a node that may compute something else when stacked. */
  NotStackedException unknown() {
    return new NotStackedException(node);
  }

  NodeWriter nodes() {
    return writer.nodes();
  }
}
