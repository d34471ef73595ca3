package io.attributable.tensorflow.internal.session;

import java.util.Set;

/**
 * The parts of a plan that run at different times.
 *
 * @param apart the names of the nodes of one of them
 * @param shared the names of nodes that both may need
 */
record PlanParts(Set<String> apart, Set<String> shared) {
  /** Of a plan that always runs as a whole. */
  static final PlanParts NONE = new PlanParts(Set.of(), Set.of());

  /** Copies the sets. */
  PlanParts {
    apart = Set.copyOf(apart);
    shared = Set.copyOf(shared);
  }
}
