package io.attributable.tensorflow.rules;

import java.util.List;
import java.util.Optional;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** Which ops this machine has for which types. */
final class Kernels {
  private Kernels() {}

  /** Whether an op can run at all. */
  static boolean exist(OpNode node) {
    return seeds(node).isPresent();
  }

  /** The weights of the outputs, as {@link OneOpRun#seeds}; nothing if the op cannot run at all. */
  static Optional<List<Value>> seeds(OpNode node) {
    try (OneOpRun run = OneOpRun.of(node, Rules.NONE, Knowledge.ALL)) {
      return Optional.of(run.seeds(node));
    } catch (TFInvalidArgumentException e) {
      if (e.getMessage().contains("No OpKernel was registered")) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
