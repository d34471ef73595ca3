package io.attributable.graph.shard;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.write.ConstantIntegers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A node, and how its inputs are computed: what a rule looks at. All shapes are static.
 *
 * @param inputs in the op's order
 * @param output the shape of the first result
 * @param limits what is worth it
 */
record ShardableNode(FlatNode node, List<Input> inputs, Shape output, ShardLimits limits) {

  /**
   * An input.
   *
   * @param axis along which it is there in shards; empty where it is whole
   * @param fixed whether it is the same in every run, as weights are
   * @param maker the node that makes it
   */
  record Input(Shape shape, OptionalInt axis, boolean fixed, FlatNode maker) {
    /** Its values, where it is a constant of some. */
    Optional<int[]> integers() {
      return ConstantIntegers.ints(maker);
    }

    int rank() {
      return shape.numDimensions();
    }

    long size(int at) {
      return shape.get(at);
    }

    boolean isSharded() {
      return axis.isPresent();
    }
  }

  Input input(int index) {
    return inputs.get(index);
  }

  int outputRank() {
    return output.numDimensions();
  }

  /** The axis along which an input is there in shards. */
  OptionalInt axis(int input) {
    return inputs.get(input).axis();
  }

  /** A constant axis that an input has, from 0 on. */
  OptionalInt constantAxis(int input, int rank) {
    return inputs
        .get(input)
        .integers()
        .filter(values -> values.length == 1)
        .map(values -> OptionalInt.of(positive(values[0], rank)))
        .orElse(OptionalInt.empty());
  }

  /** An axis that may be counted from the end. */
  static int positive(int axis, int rank) {
    return axis < 0 ? axis + rank : axis;
  }

  /** The first input in shards, and all others whole, with results along an axis. */
  Optional<ShardedNode> likeFirst(int outputAxis, Operand... others) {
    List<Operand> operands =
        IntStream.range(0, inputs.size())
            .mapToObj(
                i -> i == 0 ? firstPart() : i <= others.length ? others[i - 1] : Operand.WHOLE)
            .toList();
    return Optional.of(ShardedNode.along(outputAxis, operands));
  }

  private Operand firstPart() {
    return new Operand.Part(axis(0).orElseThrow());
  }
}
