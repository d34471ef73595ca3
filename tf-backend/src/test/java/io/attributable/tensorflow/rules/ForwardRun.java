package io.attributable.tensorflow.rules;

import java.util.List;
import java.util.Optional;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;

/**
 * One op in a session, of which all is known, and what it makes of its numbers. The session stays
 * open for others: its first run takes longest by far. Owns native memory.
 */
final class ForwardRun implements AutoCloseable {
  private static final double HUGE = 1e30;

  private final OpNode node;
  private final OneOpRun run;
  private final List<Value> outputs;

  private ForwardRun(OpNode node) {
    this.node = node;
    this.run = OneOpRun.of(node, Rules.NONE, Knowledge.ALL);
    try {
      this.outputs = run.outputs(node);
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /** Fails where the op does not take its numbers. */
  static ForwardRun of(OpNode node) {
    return new ForwardRun(node);
  }

  /** Nothing if the op does not take its numbers, or makes infinite ones of them. */
  static Optional<ForwardRun> finite(OpNode node) {
    try {
      ForwardRun run = new ForwardRun(node);
      if (Double.isFinite(run.score())) {
        return Optional.of(run);
      }
      run.close();
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      // The op is not for these.
    }
    return Optional.empty();
  }

  /** Nothing if this machine cannot run the op at all. */
  static Optional<ForwardRun> ifKernel(OpNode node) {
    try {
      return Optional.of(new ForwardRun(node));
    } catch (TFInvalidArgumentException e) {
      if (e.getMessage().contains("No OpKernel was registered")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The weights of the outputs; nothing if this machine cannot run the op at all. */
  static Optional<List<Value>> seedsIfKernel(OpNode node) {
    return seeds(ifKernel(node));
  }

  /** The same; nothing if the op does not take its numbers, or makes infinite ones of them. */
  static Optional<List<Value>> seedsIfFinite(OpNode node) {
    return seeds(finite(node));
  }

  private static Optional<List<Value>> seeds(Optional<ForwardRun> open) {
    return open.map(
        run -> {
          try (run) {
            return run.seeds();
          }
        });
  }

  /** In double precision where the op has it. */
  static ForwardRun precise(OpNode node) {
    return node.withFloats(DataType.DT_DOUBLE)
        .flatMap(ForwardRun::ifKernel)
        .orElseGet(() -> ForwardRun.of(node));
  }

  /** Whether this machine can run the op at all. */
  static boolean canRun(OpNode node) {
    return seedsIfKernel(node).isPresent();
  }

  OpNode node() {
    return node;
  }

  /** The weights of the outputs, which depend on nothing but the types and shapes of these. */
  List<Value> seeds() {
    return OneOpRun.seeds(outputs);
  }

  /** The sum of all outputs, weighted as for the gradients. */
  double score() {
    return score(outputs);
  }

  /** The same with another number at an input. */
  double score(int input, Value value) {
    return score(run.outputs(node.withInput(input, value)));
  }

  private static double score(List<Value> outputs) {
    double score = 0;
    for (Value output : outputs) {
      double[] weights = output.weights(0).numbers();
      for (int i = 0; i < weights.length; i++) {
        // What empty segments give is no number to compute with.
        score += Math.abs(output.numbers()[i]) < HUGE ? weights[i] * output.numbers()[i] : 0;
      }
    }
    return score;
  }

  @Override
  public void close() {
    run.close();
  }
}
