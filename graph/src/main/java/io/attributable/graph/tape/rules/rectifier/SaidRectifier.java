package io.attributable.graph.tape.rules.rectifier;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;

/**
 * A ReLU whose gradient its author said with {@code tf.custom_gradient}: the gradient is that of an
 * {@code IdentityN} which takes the function's result, and then its arguments.
 *
 * <p>Source: {@code tensorflow/python/ops/custom_gradient.py}, {@code _graph_mode_decorator}.
 */
final class SaidRectifier {
  static final String OP = "IdentityN";

  private static final int RESULT_AND_ARGUMENT = 2;

  private SaidRectifier() {}

  /** Whether a node says the gradient of a ReLU, and of nothing else. */
  static boolean is(GraphBuilder graph, FlatNode node) {
    if (node.inputs().size() != RESULT_AND_ARGUMENT
        || graph.base().customGradient(node).isEmpty()) {
      return false;
    }
    TensorRef result = handedOn(graph, node.inputs().get(0));
    TensorRef argument = handedOn(graph, node.inputs().get(1));
    return Rectifier.of(graph, graph.node(result.node()))
        .filter(relu -> handedOn(graph, relu.rectified()).equals(argument))
        .isPresent();
  }

  /** The tensor behind ops that hand it on as it is. */
  private static TensorRef handedOn(GraphBuilder graph, TensorRef tensor) {
    TensorRef at = tensor;
    FlatNode node = graph.node(at.node());
    while (OpTrait.PASSES.is(node.op()) && !graph.base().isFed(at)) {
      at = node.inputs().get(0);
      node = graph.node(at.node());
    }
    return at;
  }
}
