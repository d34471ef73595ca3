package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.DataType;

/**
 * Fuses the product of a tensor with its own sigmoid into one op, where no gradient uses the
 * sigmoid.
 *
 * <p>Source: {@code tensorflow/core/grappler/optimizers/remapper.cc}, which writes {@code
 * _MklSwish}.
 */
final class FusedSwish {
  private final PlanNodes nodes;
  private final FusedKernels kernels;
  private final Consumers consumers;
  private final RoundingInsensitiveNodes insensitive;

  private FusedSwish(PlanNodes nodes, FusedKernels kernels, RoundingInsensitiveNodes insensitive) {
    this.nodes = nodes;
    this.kernels = kernels;
    this.consumers = insensitive.consumers();
    this.insensitive = insensitive;
  }

  static void in(PlanNodes nodes, FusedKernels kernels, RoundingInsensitiveNodes insensitive) {
    nodes.replace(new FusedSwish(nodes, kernels, insensitive)::rewritten);
  }

  private List<FlatNode> rewritten(FlatNode node) {
    return List.of(
        activated(node)
            .filter(unused -> kernels.hasSwish())
            .map(tensor -> FusedOps.swish(node, tensor))
            .orElse(node));
  }

  /** What a node is the swish of. */
  private Optional<TensorRef> activated(FlatNode node) {
    if (!node.op().equals("Mul")
        || nodes.isFed(node)
        || !insensitive.contains(node)
        || nodes.type(node.output(0)) != DataType.DT_FLOAT) {
      return Optional.empty();
    }
    TensorRef a = node.inputs().get(0);
    TensorRef b = node.inputs().get(1);
    return isSigmoid(b, a) ? Optional.of(a) : isSigmoid(a, b) ? Optional.of(b) : Optional.empty();
  }

  private boolean isSigmoid(TensorRef sigmoid, TensorRef of) {
    FlatNode node = nodes.node(sigmoid);
    return node.op().equals("Sigmoid")
        && node.inputs().get(0).equals(of)
        && node.controls().isEmpty()
        && consumers.only(node).isPresent();
  }
}
