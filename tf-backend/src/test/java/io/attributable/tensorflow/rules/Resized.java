package io.attributable.tensorflow.rules;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** Nodes with inputs of other sizes than the model has. Not every op takes every one of them. */
final class Resized {
  private Resized() {}

  /** Without any row, as where nothing was found in an image. */
  static Stream<OpNode> withoutRows(OpNode node) {
    return node.varied().stream()
        .map(input -> node.inputs().get(input).shape())
        .filter(shape -> shape.numDimensions() > 0)
        .map(shape -> shape.get(0))
        .distinct()
        .filter(rows -> rows > 0)
        .map(rows -> changed(node, value -> withoutRows(value, rows)));
  }

  private static Value withoutRows(Value value, long rows) {
    Shape shape = value.shape();
    boolean concerned = shape.numDimensions() > 0 && shape.get(0) == rows;
    return concerned ? cut(value, Shape.of(0).append(shape.tail())) : value;
  }

  private static Value cut(Value value, Shape shape) {
    return new Value(value.type(), shape, Arrays.copyOf(value.numbers(), (int) shape.size()));
  }

  /** With single numbers for arrays, unless it has them anyway. */
  static Stream<OpNode> scalar(OpNode node) {
    boolean isScalar = node.inputs().stream().allMatch(value -> value.shape().numDimensions() == 0);
    boolean isEmpty = node.inputs().stream().anyMatch(value -> value.numbers().length == 0);
    return isScalar || isEmpty ? Stream.empty() : Stream.of(changed(node, Resized::single));
  }

  private static Value single(Value value) {
    return new Value(value.type(), Shape.scalar(), new double[] {value.numbers()[0]});
  }

  private static OpNode changed(OpNode node, UnaryOperator<Value> change) {
    return new OpNode(
        node.name(),
        node.node(),
        node.inputs().stream().map(change).toList(),
        node.varied(),
        node.used());
  }
}
