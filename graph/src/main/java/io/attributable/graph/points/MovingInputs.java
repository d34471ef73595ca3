package io.attributable.graph.points;

import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * Which inputs of a signature hold examples, and which of these can move along a path. Inputs that
 * leave the number of examples open hold examples; where none does, all with dimensions.
 *
 * @param moving floating-point numbers by example
 * @param repeated other values by example, which are the same at all points
 * @param open whether there may be any number of examples, and so of points at once
 */
public record MovingInputs(List<TensorSchema> moving, List<TensorSchema> repeated, boolean open) {

  /** Copies the lists. */
  public MovingInputs {
    moving = List.copyOf(moving);
    repeated = List.copyOf(repeated);
  }

  /** Those of a signature. */
  public static MovingInputs of(SignatureSchema signature) {
    boolean open = signature.inputs().stream().anyMatch(input -> isOpen(input.shape()));
    List<TensorSchema> holding =
        signature.inputs().stream()
            .filter(input -> open ? isOpen(input.shape()) : input.shape().numDimensions() > 0)
            .toList();
    return new MovingInputs(
        holding.stream().filter(input -> Types.isFloat(input.type())).toList(),
        holding.stream().filter(input -> !Types.isFloat(input.type())).toList(),
        open);
  }

  private static boolean isOpen(Shape shape) {
    return shape.isUnknown() || (shape.numDimensions() > 0 && shape.get(0) < 0);
  }

  /** All inputs that hold examples. */
  public List<TensorSchema> holding() {
    return Stream.concat(moving.stream(), repeated.stream()).toList();
  }
}
