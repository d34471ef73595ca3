package io.attributable.tensorflow.rules;

import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Which ops this machine has for which types. */
final class Kernels {
  private Kernels() {}

  /** Whether an op can run at all. */
  static boolean exist(OpNode node) {
    try (OneOpRun run = OneOpRun.of(node, Rules.NONE, Knowledge.ALL)) {
      run.score(node);
      return true;
    } catch (TFInvalidArgumentException e) {
      if (e.getMessage().contains("No OpKernel was registered")) {
        return false;
      }
      throw e;
    }
  }
}
