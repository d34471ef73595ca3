package io.attributable.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The strongly connected components of a graph: who of a component uses, directly or not, all
 * others of it. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972).
 */
final class Cycles {
  private final Map<String, Set<String>> uses;
  private final Map<String, Integer> index = new HashMap<>();
  private final Map<String, Integer> low = new HashMap<>();
  private final Deque<String> stack = new ArrayDeque<>();
  private final Set<String> onStack = new HashSet<>();
  private final List<Set<String>> found = new ArrayList<>();

  private Cycles(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /** The components of more than one member. */
  static List<Set<String>> in(Map<String, Set<String>> uses) {
    Cycles cycles = new Cycles(uses);
    for (String name : new TreeSet<>(uses.keySet())) {
      if (!cycles.index.containsKey(name)) {
        cycles.visit(name);
      }
    }
    return cycles.found;
  }

  private void visit(String name) {
    index.put(name, index.size());
    low.put(name, index.get(name));
    stack.push(name);
    onStack.add(name);
    for (String other : uses.getOrDefault(name, Set.of())) {
      if (!index.containsKey(other)) {
        visit(other);
        low.merge(name, low.get(other), Math::min);
      } else if (onStack.contains(other)) {
        low.merge(name, index.get(other), Math::min);
      }
    }
    if (low.get(name).equals(index.get(name))) {
      close(name);
    }
  }

  private void close(String root) {
    Set<String> component = new TreeSet<>();
    String member;
    do {
      member = stack.pop();
      onStack.remove(member);
      component.add(member);
    } while (!member.equals(root));
    if (component.size() > 1) {
      found.add(component);
    }
  }
}
