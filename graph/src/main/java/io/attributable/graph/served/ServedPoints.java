package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.TensorProto;

/** The points at which a signature evaluates the model. Immutable; arrays are not to be changed. */
public final class ServedPoints {
  private final TensorRef output;
  private final double[] alphas;
  private final double[] weights;
  private final Optional<long[]> drawn;
  private final Map<String, ServedBaseline> baselines;
  private final Map<TensorRef, TensorProto> given;
  private final int rowsAtOnce;

  /**
   * Points of a signature.
   *
   * @param output what is explained, as the model names it
   * @param alphas of each point: 0 is the baseline, 1 the input
   * @param weights of each point
   * @param drawn for each point the row of its baselines; empty where all points have the same
   * @param baselines by input that moves
   * @param given one row by explained tensor that has a baseline of its own
   * @param rowsAtOnce how many rows, those of one point coming together, are evaluated at once; at
   *     least one point is
   */
  public ServedPoints(
      TensorRef output,
      double[] alphas,
      double[] weights,
      Optional<long[]> drawn,
      Map<String, ServedBaseline> baselines,
      Map<TensorRef, TensorProto> given,
      int rowsAtOnce) {
    this.output = output;
    this.alphas = alphas;
    this.weights = weights;
    this.drawn = drawn;
    this.baselines = Map.copyOf(baselines);
    this.given = Map.copyOf(given);
    this.rowsAtOnce = rowsAtOnce;
  }

  TensorRef output() {
    return output;
  }

  double[] alphas() {
    return alphas;
  }

  double[] weights() {
    return weights;
  }

  Optional<long[]> drawn() {
    return drawn;
  }

  Map<String, ServedBaseline> baselines() {
    return baselines;
  }

  Map<TensorRef, TensorProto> given() {
    return given;
  }

  int rowsAtOnce() {
    return rowsAtOnce;
  }
}
