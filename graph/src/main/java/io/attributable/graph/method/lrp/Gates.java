package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which factor of a product is a gate, so that all relevance goes to the other one: what is
 * bounded, such as a sigmoid; what normalises, such as the inverse of a deviation; and what is made
 * of the other factor element by element, as in gelu and swish.
 *
 * <p>Source: Arras et al. (2017), Explaining Recurrent Neural Network Predictions in Sentiment
 * Analysis, arXiv:1706.07206, section 3.1; Achtibat et al. (2024), AttnLRP, arXiv:2402.05602,
 * propositions 3.2 and 3.4.
 */
final class Gates {
  /** Both factors are signals, or both are gates. */
  static final int NEITHER = -1;

  /** How many ops are looked through. */
  private static final int LONGEST_WAY = 16;

  private static final Set<String> BOUNDED = Set.of("Sigmoid", "Softmax", "Erf", "Erfc");
  private static final Set<String> ADDING = Set.of("AddV2", "Add", "Sub");
  private static final Set<String> NORMALISING = Set.of("Rsqrt", "Sqrt", "Reciprocal", "Inv");
  private static final Set<String> KEEPING =
      Set.of("Reshape", "Squeeze", "ExpandDims", "Transpose", "BroadcastTo", "Tile", "Cast", "Neg");
  private static final Set<String> ARITHMETIC =
      Set.of("Mul", "RealDiv", "AddV2", "Add", "Sub", "Maximum", "Minimum", "DivNoNan");
  private static final Set<String> CURVES =
      Set.of(
          "Sigmoid",
          "Tanh",
          "Erf",
          "Erfc",
          "Softplus",
          "Softsign",
          "Relu",
          "Relu6",
          "Exp",
          "Log",
          "Log1p",
          "Square",
          "Pow",
          "ClipByValue");

  private final FlatGraph graph;
  private final GraphSignals signals;

  Gates(FlatGraph graph, GraphSignals signals) {
    this.graph = graph;
    this.signals = signals;
  }

  /** The factor of a node with two that is a signal, if the other one is a gate. */
  int signal(FlatNode product) {
    TensorRef a = product.inputs().get(0);
    TensorRef b = product.inputs().get(1);
    boolean first = isGate(a);
    boolean second = isGate(b);
    if (first != second) {
      return first ? 1 : 0;
    }
    boolean ofSecond = isMadeOf(a, b);
    boolean ofFirst = isMadeOf(b, a);
    return ofFirst == ofSecond ? NEITHER : ofSecond ? 1 : 0;
  }

  /** Whether a product or a quotient of two that vary is one of a signal and what normalises it. */
  boolean normalises(FlatNode node) {
    return node.op().equals("Mul")
        ? node.inputs().stream().anyMatch(factor -> leadsTo(factor, NORMALISING::contains))
        : signals.varies(node.inputs().get(1));
  }

  /** Whether a tensor is bounded, or normalises. */
  private boolean isGate(TensorRef tensor) {
    return leadsTo(tensor, NORMALISING::contains) || isBounded(tensor);
  }

  private boolean leadsTo(TensorRef tensor, Predicate<String> wanted) {
    return way(tensor).stream().anyMatch(node -> wanted.test(node.op()));
  }

  private boolean isBounded(TensorRef tensor) {
    boolean shifted = false;
    for (FlatNode node : way(tensor)) {
      if (isSwitch(node, shifted)) {
        return true;
      }
      shifted |= ADDING.contains(node.op());
    }
    return false;
  }

  /**
   * The nodes that made a tensor, one behind the other, as far as they only multiply by constants,
   * add them, and put numbers into another shape; and the one before.
   */
  private List<FlatNode> way(TensorRef tensor) {
    List<FlatNode> way = new ArrayList<>();
    TensorRef at = tensor;
    for (int i = 0; i < LONGEST_WAY && !graph.isFed(at); i++) {
      FlatNode node = graph.node(at.node());
      way.add(node);
      List<Integer> varying = signals.varying(node);
      if (varying.size() != 1 || !(isKept(node) || ARITHMETIC.contains(node.op()))) {
        break;
      }
      at = node.inputs().get(varying.get(0));
    }
    return way;
  }

  /** A clipped line is a gate, a clipped signal is none; 1 + tanh is one, tanh alone is none. */
  private boolean isSwitch(FlatNode node, boolean shifted) {
    return switch (node.op()) {
      case "Relu6", "ClipByValue" -> isShifted(node);
      case "Tanh" -> shifted;
      default -> BOUNDED.contains(node.op()) || isInverse(node);
    };
  }

  /** A constant divided by what varies. */
  private boolean isInverse(FlatNode node) {
    return node.op().equals("RealDiv") && signals.varying(node).equals(List.of(1));
  }

  private boolean isShifted(FlatNode node) {
    FlatNode before = graph.node(node.inputs().get(0).node());
    return ADDING.contains(before.op()) && signals.varying(before).size() == 1;
  }

  private static boolean isKept(FlatNode node) {
    return KEEPING.contains(node.op()) || OpTrait.PASSES.is(node.op());
  }

  /** Whether one tensor is another one's curve: made of it alone, element by element. */
  private boolean isMadeOf(TensorRef tensor, TensorRef other) {
    TensorRef root = root(other);
    TensorRef at = tensor;
    boolean curved = false;
    for (int i = 0; i < LONGEST_WAY; i++) {
      if (root(at).equals(root)) {
        return curved;
      }
      FlatNode node = graph.node(at.node());
      List<Integer> varying = signals.varying(node);
      boolean known = CURVES.contains(node.op()) || ARITHMETIC.contains(node.op()) || isKept(node);
      if (varying.size() != 1 || !known || graph.isFed(at)) {
        return false;
      }
      curved |= CURVES.contains(node.op());
      at = node.inputs().get(varying.get(0));
    }
    return false;
  }

  /** Before it was multiplied by a constant. */
  private TensorRef root(TensorRef tensor) {
    TensorRef at = tensor;
    for (int i = 0; i < LONGEST_WAY && !graph.isFed(at); i++) {
      FlatNode node = graph.node(at.node());
      List<Integer> varying = signals.varying(node);
      boolean scaled = node.op().equals("Mul") && varying.size() == 1;
      if (!scaled && !OpTrait.PASSES.is(node.op())) {
        return at;
      }
      at = node.inputs().get(scaled ? varying.get(0) : 0);
    }
    return at;
  }
}
