package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.Types;
import io.attributable.graph.tape.rules.JavaRules;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.DataType;

/**
 * Which rule differentiates which op: an override, else the Java rule, else the borrowed one.
 * Immutable.
 */
public final class RuleBook {
  private final Map<String, GradientRule> overrides;
  private final GradientRule borrowed;

  private RuleBook(Map<String, GradientRule> overrides, GradientRule borrowed) {
    this.overrides = Map.copyOf(overrides);
    this.borrowed = borrowed;
  }

  /**
   * The Java rules, and another one for every op in TensorFlow's C++ registry.
   *
   * @param borrowed differentiates ops of {@link BorrowedOps}
   */
  public static RuleBook borrowing(GradientRule borrowed) {
    return new RuleBook(Map.of(), borrowed);
  }

  /** The same rules, but for some ops. */
  public RuleBook overriding(Map<String, GradientRule> rules) {
    return new RuleBook(rules, borrowed);
  }

  /** The rule for a node, if there is one. */
  public Optional<GradientRule> find(FlatNode node) {
    GradientRule override = overrides.get(node.op());
    if (override != null) {
      return Optional.of(override);
    }
    GradientRule own = JavaRules.find(node.op());
    if (own != null && !isComplex(node)) {
      return Optional.of(own);
    }
    return BorrowedOps.contains(node.op()) ? Optional.of(borrowed) : Optional.ofNullable(own);
  }

  /** Whether an op's gradient is zero, or has no meaning, by definition. */
  public static boolean stops(FlatNode node) {
    return StopOps.contains(node.op());
  }

  /** The Java rules are written for real numbers; the C++ ones conjugate where they must. */
  private static boolean isComplex(FlatNode node) {
    return node.outputs().stream().map(FlatNode.Output::type).anyMatch(RuleBook::isComplex);
  }

  private static boolean isComplex(DataType type) {
    return Types.isDifferentiable(type) && !Types.isFloat(type);
  }
}
