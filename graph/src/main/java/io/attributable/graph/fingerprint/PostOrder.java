package io.attributable.graph.fingerprint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Walks from what is wanted to what it takes, deep graphs too; what is taken comes first. */
final class PostOrder {
  private final Function<String, List<String>> taken;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> order = new LinkedHashSet<>();

  /**
   * A walk that has not begun.
   *
   * @param taken what a step takes, in the order in which it is gone to
   */
  PostOrder(Function<String, List<String>> taken) {
    this.taken = taken;
  }

  private record Visit(String step, Iterator<String> left) {}

  /** Goes to a step, and before it to all that it takes and that was not gone to before. */
  void walk(String root) {
    Deque<Visit> open = new ArrayDeque<>();
    enter(root, open);
    while (!open.isEmpty()) {
      Visit visit = open.getLast();
      if (visit.left().hasNext()) {
        enter(visit.left().next(), open);
      } else {
        order.add(open.removeLast().step());
      }
    }
  }

  private void enter(String step, Deque<Visit> open) {
    if (seen.add(step)) {
      open.addLast(new Visit(step, taken.apply(step).iterator()));
    }
  }

  /** The steps gone to so far. */
  Set<String> order() {
    return order;
  }
}
