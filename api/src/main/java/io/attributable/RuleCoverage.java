package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * By which rules a method went through the ops between a layer and the output, and where by an op's
 * plain gradient. Empty for methods that have no rules of their own. Immutable.
 *
 * @param entries in the order of op and rule
 */
public record RuleCoverage(List<Entry> entries) {
  /** What the rule of an op is called that is passed by its gradient. */
  public static final String GRADIENT = "gradient";

  private static final RuleCoverage NONE = new RuleCoverage(List.of());

  /** Copies the list. */
  public RuleCoverage {
    entries = List.copyOf(entries);
  }

  /**
   * An op and the rule it was passed by.
   *
   * @param op such as {@code Conv2D}
   * @param rule such as {@code z-plus}, or {@link #GRADIENT}
   * @param count how many nodes
   */
  public record Entry(String op, String rule, int count) {
    /** Requires both names. */
    public Entry {
      Objects.requireNonNull(op, "op");
      Objects.requireNonNull(rule, "rule");
    }
  }

  /** Of methods without rules of their own. */
  public static RuleCoverage none() {
    return NONE;
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Those that were passed by their plain gradient. */
  public List<Entry> byGradient() {
    return entries.stream().filter(entry -> entry.rule().equals(GRADIENT)).toList();
  }

  /** As JSON has it: {@code [{"op": "Conv2D", "rule": "z-plus", "count": 3}, …]}. */
  @JsonValue
  public List<Map<String, Object>> toList() {
    return entries.stream().map(RuleCoverage::toMap).toList();
  }

  private static Map<String, Object> toMap(Entry entry) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("op", entry.op());
    map.put("rule", entry.rule());
    map.put("count", entry.count());
    return map;
  }
}
