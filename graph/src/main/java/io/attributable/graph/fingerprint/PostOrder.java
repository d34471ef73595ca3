package io.attributable.graph.fingerprint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Traverses steps from results to their inputs, inputs first; without recursion, as graphs are
 * deep.
 */
final class PostOrder {
  private final Function<String, List<String>> taken;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> order = new LinkedHashSet<>();

  /**
   * A traversal that has not begun.
   *
   * @param taken a step's inputs, in the order of the traversal
   */
  PostOrder(Function<String, List<String>> taken) {
    this.taken = taken;
  }

  private record Entry(String step, Iterator<String> left) {}

  /** Visits a step after all its inputs that were not visited before. */
  void visit(String root) {
    Deque<Entry> open = new ArrayDeque<>();
    enter(root, open);
    while (!open.isEmpty()) {
      Entry entry = open.getLast();
      if (entry.left().hasNext()) {
        enter(entry.left().next(), open);
      } else {
        order.add(open.removeLast().step());
      }
    }
  }

  private void enter(String step, Deque<Entry> open) {
    if (seen.add(step)) {
      open.addLast(new Entry(step, taken.apply(step).iterator()));
    }
  }

  /** The steps visited so far. */
  Set<String> order() {
    return order;
  }
}
