package io.attributable.graph.fingerprint;

import java.util.List;
import java.util.Optional;

/**
 * A node of a graph or of a function, or one of their arguments.
 *
 * @param op the op's type; empty for an argument
 * @param content all else that decides its computation, without names
 * @param state the variable or table it represents: nodes of the same state share it
 * @param inputs in the op's order
 * @param controls keys of steps that must run before, in any order
 */
record Step(
    String op, String content, Optional<String> state, List<Source> inputs, List<String> controls) {

  /** What a graph or a function is given. */
  static Step argument(String content) {
    return new Step("", content, Optional.empty(), List.of(), List.of());
  }

  boolean isArgument() {
    return op.isEmpty();
  }

  /**
   * A tensor.
   *
   * @param step the key of the step that makes it
   * @param port which of its tensors
   */
  record Source(String step, String port) {}
}
