package io.attributable.graph.tape.rules.rectifier;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A ReLU: a node that gives what is positive of its input, up to a bound if it has one.
 *
 * @param node what computes it
 * @param input which of the node's inputs it rectifies
 */
public record Rectifier(FlatNode node, int input) {
  /** The ops that are a ReLU, or may be one. */
  static final Set<String> OPS = Set.of("Relu", "Relu6", "Maximum", "ClipByValue");

  /** The ReLU that a node of a graph, or of those added to it, is. */
  public static Optional<Rectifier> of(GraphBuilder graph, FlatNode node) {
    OptionalInt input = input(graph, node);
    return input.isPresent()
        ? Optional.of(new Rectifier(node, input.getAsInt()))
        : Optional.empty();
  }

  private static OptionalInt input(GraphBuilder graph, FlatNode node) {
    return switch (node.op()) {
      case "Relu", "Relu6" -> OptionalInt.of(0);
      case "ClipByValue" -> isZero(graph, node, 1) ? OptionalInt.of(0) : OptionalInt.empty();
      case "Maximum" -> {
        if (isZero(graph, node, 1)) {
          yield OptionalInt.of(0);
        }
        yield isZero(graph, node, 0) ? OptionalInt.of(1) : OptionalInt.empty();
      }
      default -> OptionalInt.empty();
    };
  }

  private static boolean isZero(GraphBuilder graph, FlatNode node, int input) {
    return ConstantZeros.is(graph, node.inputs().get(input));
  }

  /** What it rectifies. */
  TensorRef rectified() {
    return node.inputs().get(input);
  }
}
