package io.attributable.graph.batch;

import io.attributable.graph.batch.BatchDependence.Rows;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.IntegerVectorValues;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A node, and how its inputs depend on the examples: what a rule looks at.
 *
 * @param trials the same graph with different numbers of examples
 * @param inputs how each input depends on them
 */
record BatchedNode(FlatNode node, List<BatchTrial> trials, List<BatchDependence> inputs) {

  int count() {
    return inputs.size();
  }

  /** The axis of an input's examples; empty of inputs of another kind. */
  OptionalInt rows(int input) {
    return inputs.get(input) instanceof Rows rows
        ? OptionalInt.of(rows.axis())
        : OptionalInt.empty();
  }

  boolean isFixed(int input) {
    return inputs.get(input).equals(BatchDependence.FIXED);
  }

  /**
   * The axis of the examples if one input alone has any.
   *
   * @param sizes inputs that may follow from the number of examples, as shapes do
   */
  OptionalInt only(int input, Integer... sizes) {
    Set<Integer> free = Set.of(sizes);
    boolean others =
        IntStream.range(0, count())
            .filter(other -> other != input)
            .allMatch(
                other ->
                    isFixed(other)
                        || (free.contains(other)
                            && inputs.get(other) instanceof BatchDependence.Size));
    return others ? rows(input) : OptionalInt.empty();
  }

  Shape shape(int input) {
    return trials.get(0).shape(node.inputs().get(input));
  }

  int rank(int input) {
    return shape(input).numDimensions();
  }

  Shape outputShape() {
    return trials.get(0).shape(node.output(0));
  }

  int outputRank() {
    return outputShape().numDimensions();
  }

  /** Whether an axis of an input is as long as one of the first output, in all trials. */
  boolean isAsLong(int input, int axis, int outputAxis) {
    return trials.stream()
        .allMatch(
            trial ->
                trial.shape(node.inputs().get(input)).get(axis)
                    == trial.shape(node.output(0)).get(outputAxis));
  }

  /** Whether an axis of the first output is a multiple of the number of examples. */
  boolean isMultiple(int outputAxis) {
    return isMultiple(node.output(0), outputAxis);
  }

  boolean isMultiple(TensorRef tensor, int axis) {
    return trials.stream().allMatch(trial -> trial.isMultiple(tensor, axis));
  }

  /** Constant integers that an input has, such as axes. */
  Optional<int[]> integers(int input) {
    return new IntegerVectorValues(trials.get(0).graph())
        .of(node.inputs().get(input))
        .map(values -> values.stream().mapToInt(Integer::intValue).toArray());
  }

  /** A constant axis that an input has, from 0 on. */
  OptionalInt axis(int input, int rank) {
    return integers(input)
        .filter(values -> values.length == 1)
        .map(values -> OptionalInt.of(positive(values[0], rank)))
        .orElse(OptionalInt.empty());
  }

  /** An axis that may be counted from the end. */
  static int positive(int axis, int rank) {
    return axis < 0 ? axis + rank : axis;
  }

  /** Examples along an axis. */
  static BatchDependence rowsAlong(int axis) {
    return new Rows(axis);
  }

  /** Examples that stay where they are, as something else is done along an axis. */
  static BatchDependence rowsBeside(OptionalInt rows, OptionalInt axis) {
    return axis.isPresent() && !axis.equals(rows) ? rowsAlong(rows) : BatchDependence.MIXED;
  }

  /** Examples that stay where they are, as something else is done along all axes from one on. */
  static BatchDependence rowsBefore(OptionalInt rows, int axis) {
    return rows.isPresent() && rows.getAsInt() < axis ? rowsAlong(rows) : BatchDependence.MIXED;
  }

  /** Examples after an axis was put in. */
  static BatchDependence rowsWith(OptionalInt rows, int axis) {
    return rows.isPresent()
        ? rowsAlong(rows.getAsInt() + (axis <= rows.getAsInt() ? 1 : 0))
        : BatchDependence.MIXED;
  }

  /** Examples after another axis was taken out. */
  static BatchDependence rowsWithout(OptionalInt rows, int axis) {
    return rows.isPresent() && rows.getAsInt() != axis
        ? rowsAlong(rows.getAsInt() - (axis < rows.getAsInt() ? 1 : 0))
        : BatchDependence.MIXED;
  }

  /** Examples along an axis, where there is one. */
  static BatchDependence rowsAlong(OptionalInt axis) {
    return axis.isPresent() ? new Rows(axis.getAsInt()) : BatchDependence.MIXED;
  }
}
