package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.proto.DataType;

/**
 * Squares and cubes as products. {@code Pow} takes a logarithm for each number, some 15 ns: a third
 * of the time of a BERT, whose GELU by the hyperbolic tangent has a cube.
 *
 * <p>On the processor TensorFlow does so itself where it serves a model; of plans it rewrites
 * nothing. Not on other devices, nor where it computes in 16 bits what a model says in 32: it keeps
 * powers from that, and products not, whose values may then be too large.
 *
 * <p>Source: {@code ConvertPowStage} in {@code
 * tensorflow/core/grappler/optimizers/arithmetic_optimizer.cc}, {@code
 * auto_mixed_precision_lists.h}. What that does with other exponents is left alone: a root by
 * {@code Sqrt} is another one at minus infinity.
 */
final class MultipliedPowers {
  private final PlanNodes nodes;

  private MultipliedPowers(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static void in(PlanNodes nodes) {
    nodes.replace(new MultipliedPowers(nodes)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    if (!node.op().equals("Pow") || nodes.isFed(node)) {
      return List.of(node);
    }
    OptionalDouble exponent = exponent(node.inputs().get(1));
    if (exponent.isEmpty()) {
      return List.of(node);
    }
    if (exponent.getAsDouble() == 2) {
      return List.of(square(node).inPlaceOf(node));
    }
    return exponent.getAsDouble() == 3 ? cube(node) : List.of(node);
  }

  /** A constant, or one less 1, as in the gradient, whose shape native code does not tell. */
  private OptionalDouble exponent(TensorRef tensor) {
    FlatNode source = nodes.source(tensor);
    if (!source.op().equals("Sub")) {
      return ScalarConstants.of(nodes, tensor);
    }
    if (nodes.isFed(source) || !source.controls().isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble whole = ScalarConstants.of(nodes, source.inputs().get(0));
    OptionalDouble less = ScalarConstants.of(nodes, source.inputs().get(1));
    return whole.isPresent() && less.isPresent()
        ? OptionalDouble.of(whole.getAsDouble() - less.getAsDouble())
        : OptionalDouble.empty();
  }

  private List<FlatNode> cube(FlatNode node) {
    FlatNode square =
        square(node)
            .shape(node.outputs().get(0).shape())
            .beside(node, nodes.freeName(node.name() + "/square"));
    FlatNode cube =
        NodeBuilder.of("Mul").input(base(node), type(node)).input(square).inPlaceOf(node);
    return List.of(square, cube);
  }

  private static NodeBuilder square(FlatNode node) {
    return NodeBuilder.of("Square").input(base(node), type(node));
  }

  private static TensorRef base(FlatNode node) {
    return node.inputs().get(0);
  }

  private static DataType type(FlatNode node) {
    return node.outputs().get(0).type();
  }
}
