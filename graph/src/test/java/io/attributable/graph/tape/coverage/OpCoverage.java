package io.attributable.graph.tape.coverage;

import java.util.Optional;

/**
 * What is known of one op.
 *
 * @param python whether Python has a gradient for it; nothing where Python says nothing
 * @param reason why it has no gradient; empty where it has one, or where nobody has said why
 */
record OpCoverage(String op, Status status, Optional<Boolean> python, String reason) {

  boolean hasNone() {
    return status == Status.STOPS || status == Status.IMPOSSIBLE;
  }
}
