package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An activation function in a graph.
 *
 * <p>Source: log-sum-exp shifted by the maximum: Blanchard, Higham and Higham (2021), Accurately
 * computing the log-sum-exp and softmax functions, doi:10.1093/imanum/draa038.
 *
 * @param function such as {@code Softmax}, as one op or written as several
 * @param node what ends it
 * @param logits its input
 * @param probabilities whether its output lies between 0 and 1, and saturates there
 */
public record Activation(String function, FlatNode node, TensorRef logits, boolean probabilities) {
  private static final Set<String> SATURATING = Set.of("Softmax", "Sigmoid");
  private static final Set<String> OTHERS =
      Set.of(
          "LogSoftmax",
          "Tanh",
          "Relu",
          "Relu6",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Softplus",
          "Softsign");

  /** The activation that a node ends, if it does. */
  static Optional<Activation> endedBy(FlatGraph graph, FlatNode node) {
    if (SATURATING.contains(node.op()) || OTHERS.contains(node.op())) {
      return Optional.of(
          new Activation(node.op(), node, node.inputs().get(0), SATURATING.contains(node.op())));
    }
    Optional<TensorRef> written =
        switch (node.op()) {
          case "RealDiv" -> normalized(graph, node);
          case "Exp" -> lessLogOfSum(graph, node);
          default -> Optional.empty();
        };
    return written.map(logits -> new Activation("Softmax", node, logits, true));
  }

  /**
   * {@code e / sum(e)} with {@code e = exp(x - max(x))}, as Keras 2 writes a softmax of more than
   * two dimensions and exporters of other frameworks write any.
   */
  private static Optional<TensorRef> normalized(FlatGraph graph, FlatNode division) {
    FlatNode exp = maker(graph, division.inputs().get(0));
    FlatNode sum = maker(graph, division.inputs().get(1));
    boolean softmax =
        exp.op().equals("Exp")
            && sum.op().equals("Sum")
            && maker(graph, sum.inputs().get(0)).equals(exp);
    return softmax ? Optional.of(unshifted(graph, exp.inputs().get(0))) : Optional.empty();
  }

  /**
   * Softmax is invariant to a constant subtracted from all its inputs; implementations subtract the
   * maximum against overflow.
   */
  private static TensorRef unshifted(FlatGraph graph, TensorRef x) {
    FlatNode difference = maker(graph, x);
    if (!difference.op().equals("Sub")) {
      return x;
    }
    TensorRef logits = difference.inputs().get(0);
    FlatNode maximum = maker(graph, difference.inputs().get(1));
    boolean shifted = maximum.op().equals("Max") && same(graph, maximum.inputs().get(0), logits);
    return shifted ? logits : x;
  }

  /** {@code exp(x - log(sum(exp(x))))}, as Keras writes a softmax over several axes. */
  private static Optional<TensorRef> lessLogOfSum(FlatGraph graph, FlatNode exp) {
    FlatNode difference = maker(graph, exp.inputs().get(0));
    if (!difference.op().equals("Sub")) {
      return Optional.empty();
    }
    TensorRef logits = difference.inputs().get(0);
    FlatNode shifted = maker(graph, difference.inputs().get(1));
    List<FlatNode> summands =
        shifted.op().equals("AddV2") || shifted.op().equals("Add")
            ? shifted.inputs().stream().map(input -> maker(graph, input)).toList()
            : List.of(shifted);
    return summands.stream().anyMatch(summand -> isLogOfSum(graph, summand, logits))
        ? Optional.of(logits)
        : Optional.empty();
  }

  private static boolean isLogOfSum(FlatGraph graph, FlatNode node, TensorRef logits) {
    if (node.op().equals("Reshape")) {
      return isLogOfSum(graph, maker(graph, node.inputs().get(0)), logits);
    }
    if (!node.op().equals("Log")) {
      return false;
    }
    FlatNode sum = maker(graph, node.inputs().get(0));
    FlatNode exp = sum.op().equals("Sum") ? maker(graph, sum.inputs().get(0)) : sum;
    if (!exp.op().equals("Exp")) {
      return false;
    }
    TensorRef x = exp.inputs().get(0);
    FlatNode difference = maker(graph, x);
    return same(graph, x, logits)
        || (difference.op().equals("Sub") && same(graph, difference.inputs().get(0), logits));
  }

  private static boolean same(FlatGraph graph, TensorRef one, TensorRef other) {
    return passed(graph, one).equals(passed(graph, other));
  }

  private static FlatNode maker(FlatGraph graph, TensorRef tensor) {
    return graph.node(passed(graph, tensor).node());
  }

  /** The tensor behind ops that pass it through unchanged. */
  private static TensorRef passed(FlatGraph graph, TensorRef tensor) {
    TensorRef at = tensor;
    FlatNode node = graph.node(at.node());
    while (isPassing(node.op()) && !graph.isFed(at)) {
      at = node.inputs().get(0);
      node = graph.node(at.node());
    }
    return at;
  }

  private static boolean isPassing(String op) {
    return OpTrait.PASSES.is(op) || OpTrait.PASSES_WITHOUT_GRADIENT.is(op);
  }
}
