package io.attributable.graph.plan;

import io.attributable.graph.tensor.TensorRef;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * What a target picks from, and where it is fed.
 *
 * @param tensor the output
 * @param type its element type
 * @param shape its static shape; dimension 0 is the example
 * @param seed where the derivative of it begins, if there is one
 */
public record PlannedOutput(TensorRef tensor, DataType type, Shape shape, Optional<Seed> seed) {

  /**
   * Where a backward pass begins.
   *
   * @param shape a fetch with the output's shape, 64-bit
   * @param target where index tuples are fed, 64-bit: one row for all examples, or one each
   * @param weights where a weight per example is fed, for weighted plans
   */
  public record Seed(TensorRef shape, TensorRef target, TensorRef weights) {}
}
