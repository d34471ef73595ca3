package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.DataType;

/**
 * Which rule differentiates which op: an override, else the Java rule, else TensorFlow's native
 * one. Immutable.
 */
public final class RuleBook {
  private final Map<String, GradientRule> overrides;
  private final Map<String, GradientRule> own;
  private final GradientRule nativeRule;
  private final Optional<RuleOverrides> byNode;

  private RuleBook(
      Map<String, GradientRule> overrides,
      Map<String, GradientRule> own,
      GradientRule nativeRule,
      Optional<RuleOverrides> byNode) {
    this.overrides = Map.copyOf(overrides);
    this.byNode = byNode;
    this.own = Map.copyOf(own);
    this.nativeRule = nativeRule;
  }

  /**
   * Rules in Java, and one for every op with a native gradient.
   *
   * @param own by op, usually {@link io.attributable.graph.tape.rules.JavaRules#all()}
   * @param nativeRule differentiates ops of {@link NativeGradientOps} by TensorFlow's C++ gradients
   */
  public static RuleBook of(Map<String, GradientRule> own, GradientRule nativeRule) {
    return new RuleBook(Map.of(), own, nativeRule, Optional.empty());
  }

  /** The same rules, but for some ops; of several overrides of an op the last one counts. */
  public RuleBook overriding(Map<String, GradientRule> rules) {
    Map<String, GradientRule> all = new HashMap<>(overrides);
    all.putAll(rules);
    return new RuleBook(all, own, nativeRule, byNode);
  }

  /** The same rules, but for nodes that others go before, which are asked first. */
  public RuleBook overriding(RuleOverrides rules) {
    return new RuleBook(overrides, own, nativeRule, Optional.of(rules));
  }

  /**
   * The rule for a node of a graph, if there is one. A gradient that the model's author wrote for
   * this node takes precedence over the rule of its op.
   */
  public Optional<GradientRule> find(FlatGraph graph, FlatNode node) {
    Optional<GradientRule> general = general(graph, node);
    Optional<GradientRule> chosen = byNode.flatMap(rules -> rules.find(graph, node, general));
    return chosen.isPresent() ? chosen : general;
  }

  private Optional<GradientRule> general(FlatGraph graph, FlatNode node) {
    GradientRule override = overrides.get(node.op());
    if (override != null) {
      return Optional.of(override);
    }
    Optional<String> custom = graph.customGradient(node);
    return custom.isPresent() ? Optional.of(new CustomGradientRule(custom.get())) : find(node);
  }

  /** The rule for an op such as this node's, if there is one. */
  public Optional<GradientRule> find(FlatNode node) {
    GradientRule override = overrides.get(node.op());
    if (override != null) {
      return Optional.of(override);
    }
    GradientRule java = own.get(node.op());
    if (java != null) {
      return Optional.of(WidenedIndexRule.of(node, java));
    }
    return NativeGradientOps.contains(node.op()) && !isPacked(node)
        ? Optional.of(WidenedIndexRule.of(node, nativeRule))
        : Optional.empty();
  }

  /** TensorFlow's native gradients do not take variants, such as rows of encoded ragged tensors. */
  private static boolean isPacked(FlatNode node) {
    return node.outputs().stream().anyMatch(output -> output.type() == DataType.DT_VARIANT);
  }

  /** Whether a node passes no gradient, as neither an override nor its author defines one. */
  boolean stops(FlatGraph graph, FlatNode node) {
    return stops(node) && !overrides.containsKey(node.op()) && graph.customGradient(node).isEmpty();
  }

  /** Whether an op's gradient is zero, or has no meaning, by definition. */
  public static boolean stops(FlatNode node) {
    return ZeroGradientOps.contains(node.op());
  }
}
