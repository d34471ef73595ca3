package io.attributable.graph.reduce;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Reduction;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Checks a reduction against shapes, static ones or those of a run, and computes the shapes of its
 * results. The written nodes do not fail on shapes that pass.
 */
public final class ReducedShape {
  /**
   * What a reduction gives.
   *
   * @param values the shape of the values; unknown where the rank is
   * @param positions the shape of the positions, where neurons are chosen
   */
  public record Result(Shape values, Optional<Shape> positions) {}

  /** What a Java array holds. */
  private static final double LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Reduction reduction;
  private final SignatureSchema signature;
  private final Map<String, Shape> inputs;

  /**
   * Checks a reduction against shapes.
   *
   * @param inputs the shapes of inputs by name, where they are more specific than those of the
   *     signature
   */
  public ReducedShape(Reduction reduction, SignatureSchema signature, Map<String, Shape> inputs) {
    this.reduction = reduction;
    this.signature = signature;
    this.inputs = Map.copyOf(inputs);
  }

  /**
   * The shape of what a tensor is reduced to.
   *
   * @param name what messages call the tensor
   * @throws AttributionException REDUCTION_SHAPE, REDUCTION_INVALID, INPUT_UNKNOWN
   */
  public Result of(String name, Shape tensor) {
    Shape shape = tensor;
    Optional<Shape> positions = Optional.empty();
    for (Reduction.Step step : reduction.steps()) {
      if (step instanceof Reduction.Top top) {
        positions = Optional.of(positions(top, name, tensor, shape));
      }
      shape = of(step, name, tensor, shape);
    }
    return new Result(shape, positions);
  }

  /** Whether nothing is reduced. */
  public boolean isWhole() {
    return reduction.isNone();
  }

  /** The type of what a tensor of a type is reduced to. */
  public DataType type(DataType type) {
    return reduction.steps().stream().anyMatch(ReducedShape::resizes) ? DataType.DT_FLOAT : type;
  }

  private static boolean resizes(Reduction.Step step) {
    return step instanceof Reduction.Resize
        || step instanceof Reduction.Scale
        || step instanceof Reduction.ResizeToInput;
  }

  private Shape of(Reduction.Step step, String name, Shape tensor, Shape shape) {
    if (step instanceof Reduction.Sum sum) {
      return shape.isUnknown() ? shape : summed(sum, name, tensor, shape);
    }
    if (step instanceof Reduction.Top top) {
      return shape.isUnknown() ? shape : Shape.of(shape.get(0), chosen(top, shape));
    }
    if (step instanceof Reduction.Absolute) {
      return shape;
    }
    Shape size = size(step, shape);
    if (!shape.isUnknown() && shape.numDimensions() != 3) {
      throw wrong(
          name,
          tensor,
          shape.numDimensions() > 3
              ? "only maps [examples, height, width] are resized, so sum over the channels before"
              : "only maps [examples, height, width] are resized");
    }
    long examples = shape.isUnknown() ? Shape.UNKNOWN_SIZE : shape.get(0);
    requireMemory(name, tensor, Math.max(1, examples), size);
    return Shape.of(examples, size.get(0), size.get(1));
  }

  /** Before anything runs: an array that does not fit fails late, and takes others with it. */
  private void requireMemory(String name, Shape tensor, long examples, Shape size) {
    double elements = (double) examples * Math.max(1, size.get(0)) * Math.max(1, size.get(1));
    double most = Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / (double) Float.BYTES);
    if (elements > most) {
      throw wrong(
          name,
          tensor,
          String.format(
              Locale.ROOT,
              "it gives %.0f values, and this JVM holds %.0f at most",
              elements,
              most));
    }
  }

  private Shape summed(Reduction.Sum sum, String name, Shape tensor, Shape shape) {
    int rank = shape.numDimensions();
    TreeSet<Integer> gone = new TreeSet<>();
    for (int axis : sum.axes()) {
      int counted = axis < 0 ? axis + rank : axis;
      if (counted < 0 || counted >= rank) {
        throw wrong(name, tensor, "there is no axis " + axis + inner(tensor, shape));
      }
      if (counted == 0) {
        throw wrong(name, tensor, "axis " + axis + " is the example" + inner(tensor, shape));
      }
      if (!gone.add(counted)) {
        throw wrong(name, tensor, "axis " + axis + " is named twice" + inner(tensor, shape));
      }
    }
    List<Long> left = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (!gone.contains(i)) {
        left.add(shape.get(i));
      }
    }
    return Shape.of(left.stream().mapToLong(Long::longValue).toArray());
  }

  private static String inner(Shape tensor, Shape shape) {
    return tensor.equals(shape) ? "" : " in what is left of it, " + Types.text(shape);
  }

  private Shape size(Reduction.Step step, Shape shape) {
    if (step instanceof Reduction.Resize resize) {
      return Shape.of(resize.height(), resize.width());
    }
    if (step instanceof Reduction.ResizeToInput toInput) {
      return inputSize(toInput);
    }
    Reduction.Scale scale = (Reduction.Scale) step;
    boolean map = !shape.isUnknown() && shape.numDimensions() == 3;
    return Shape.of(
        scaled(map ? shape.get(1) : Shape.UNKNOWN_SIZE, scale.height()),
        scaled(map ? shape.get(2) : Shape.UNKNOWN_SIZE, scale.width()));
  }

  private static long scaled(long size, double factor) {
    return size < 0 ? Shape.UNKNOWN_SIZE : Math.max(1, (long) Math.floor(size * factor));
  }

  private Shape inputSize(Reduction.ResizeToInput step) {
    TensorSchema input = new ReductionInputs(signature, reduction).find(step);
    Shape shape = inputs.getOrDefault(input.name(), input.shape());
    if (shape.isUnknown()) {
      return Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE);
    }
    if (shape.numDimensions() <= step.heightAxis() + 1) {
      throw new AttributionException(
          ErrorCode.REDUCTION_SHAPE,
          reduction,
          "input",
          input.name(),
          Types.text(shape),
          "it has no height on axis " + step.heightAxis() + " with a width behind");
    }
    return Shape.of(shape.get(step.heightAxis()), shape.get(step.heightAxis() + 1));
  }

  private static long chosen(Reduction.Top top, Shape shape) {
    long neurons = 1;
    for (int i = 1; i < shape.numDimensions(); i++) {
      if (shape.get(i) < 0) {
        return Shape.UNKNOWN_SIZE;
      }
      neurons *= shape.get(i);
    }
    return Math.min(neurons, top.count());
  }

  private Shape positions(Reduction.Top top, String name, Shape tensor, Shape shape) {
    if (shape.isUnknown()) {
      return shape;
    }
    if (shape.numDimensions() < 2) {
      throw wrong(
          name,
          tensor,
          "there is one value per example" + inner(tensor, shape) + ", and nothing to choose from");
    }
    return Shape.of(shape.get(0), chosen(top, shape), shape.numDimensions() - 1);
  }

  private AttributionException wrong(String name, Shape tensor, String problem) {
    return new AttributionException(
        ErrorCode.REDUCTION_SHAPE, reduction, "tensor", name, Types.text(tensor), problem);
  }
}
