package io.attributable.graph.tape;

import io.attributable.RuleCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts which ops a tape went through by which rules. Not thread-safe. */
final class CoverageRecorder {
  private final TreeMap<String, TreeMap<String, Integer>> counts = new TreeMap<>();

  void add(String op, GradientRule rule) {
    counts.computeIfAbsent(op, unused -> new TreeMap<>()).merge(rule.name(), 1, Integer::sum);
  }

  /** What was counted; nothing where there were only plain gradients. */
  RuleCoverage coverage() {
    List<RuleCoverage.Entry> entries = new ArrayList<>();
    counts.forEach(
        (op, rules) ->
            rules.forEach((rule, count) -> entries.add(new RuleCoverage.Entry(op, rule, count))));
    boolean plain = entries.stream().allMatch(entry -> entry.rule().equals(RuleCoverage.GRADIENT));
    return plain ? RuleCoverage.none() : new RuleCoverage(entries);
  }
}
