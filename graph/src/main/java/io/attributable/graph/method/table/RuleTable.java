package io.attributable.graph.method.table;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleOverrides;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A method's rules by op, and what it does about all other ops. Immutable. */
public final class RuleTable implements RuleOverrides {
  private final Map<String, NodeRule> byOp;
  private final NodeRule others;

  private RuleTable(Map<String, NodeRule> byOp, NodeRule others) {
    this.byOp = Map.copyOf(byOp);
    this.others = others;
  }

  @Override
  public Optional<GradientRule> find(
      FlatGraph graph, FlatNode node, Optional<GradientRule> general) {
    NodeRule rule = byOp.getOrDefault(node.op(), others);
    return Optional.of(rule.of(new RuleSite(graph, node, general)));
  }

  /** Whether there is a rule for an op. */
  public boolean has(String op) {
    return byOp.containsKey(op);
  }

  /**
   * Refuses ops, once relevance or another quantity gets to one.
   *
   * @param method as requests name it
   */
  public static NodeRule refusing(String method) {
    return site ->
        site.rule(
            "none",
            context -> {
              throw refused(method, site.node(), "there is no rule for it");
            });
  }

  /** An op that a method cannot pass. */
  public static AttributionException refused(String method, FlatNode node, String reason) {
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE,
        method,
        "op " + node.op() + " of node \"" + node.scopedName() + "\"",
        reason,
        "Explain a layer behind that node, name an output before it, or set the parameter fallback"
            + " to gradient.");
  }

  /** Collects rules; an op has one. */
  public static final class Builder {
    private final Map<String, NodeRule> byOp = new HashMap<>();

    /**
     * Adds a rule for some ops.
     *
     * @throws IllegalStateException if one of them has one already
     */
    public Builder put(NodeRule rule, Iterable<String> ops) {
      for (String op : ops) {
        if (byOp.put(op, rule) != null) {
          throw new IllegalStateException(op + " has two rules");
        }
      }
      return this;
    }

    /**
     * The table.
     *
     * @param others for ops without a rule
     */
    public RuleTable build(NodeRule others) {
      return new RuleTable(byOp, others);
    }
  }
}
