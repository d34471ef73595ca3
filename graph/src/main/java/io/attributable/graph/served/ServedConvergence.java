package io.attributable.graph.served;

import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.Accumulator;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Writes what attributions sum to beside what they explain, by example: what is explained at the
 * input and at the baseline, and for each layer the sum less the difference of both.
 */
public final class ServedConvergence {
  /** The output with what is explained at the input. */
  public static final String AT = "convergence-at";

  /** The output with the same at the baseline. */
  public static final String AT_BASELINE = "convergence-at-baseline";

  private static final String DELTA = "convergence-delta/";

  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final TensorRef shape;
  private final TargetKind kind;
  private final TensorRef target;

  /**
   * Of a target.
   *
   * @param shape the output's, 64-bit
   * @param target a tuple of indices per example, if the kind has any
   */
  ServedConvergence(NodeWriter writer, TensorRef shape, TargetKind kind, TensorRef target) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
    this.shape = shape;
    this.kind = kind;
    this.target = target;
  }

  /** The output with the delta of a layer. */
  public static String delta(String layer) {
    return DELTA + layer;
  }

  /**
   * The outputs.
   *
   * @param at the explained output at the input
   * @param atBaseline the same at the baseline
   */
  List<TensorSchema> write(
      PlannedPoints planned, List<LayerTensors> layers, TensorRef at, TensorRef atBaseline) {
    TensorRef end = value(at);
    TensorRef begin = value(atBaseline);
    TensorRef change = writer.binary("Sub", end, begin);
    List<TensorSchema> outputs = new ArrayList<>();
    outputs.add(schema(AT, end));
    outputs.add(schema(AT_BASELINE, begin));
    for (LayerTensors layer : layers) {
      TensorRef sum = writer.addN(sums(planned, layer).stream().map(this::perExample).toList());
      outputs.add(schema(delta(layer.address()), writer.binary("Sub", sum, change)));
    }
    return outputs;
  }

  private static List<TensorRef> sums(PlannedPoints planned, LayerTensors layer) {
    Collection<Accumulator> parts =
        planned.summed(layer.tensors().stream().map(TensorInfo::tensor).toList());
    return parts.stream().map(Accumulator::sum).distinct().toList();
  }

  private static TensorSchema schema(String name, TensorRef tensor) {
    return new TensorSchema(name, tensor, DataType.DT_DOUBLE, Shape.of(-1));
  }

  /** Of a tensor that holds more or fewer rows than there are examples, no numbers. */
  private TensorRef perExample(TensorRef sum) {
    TensorRef count =
        arrays.element(writer.shapeOf(sum, DataType.DT_INT64), writer.scalar(0), Shape.scalar());
    TensorRef which =
        writer
            .op("FloorMod", rows(), writer.binary("Maximum", count, writer.scalar(1L)))
            .shape(Shape.of(-1))
            .write();
    TensorRef values = writer.cast(arrays.element(sum, which, Shape.of(-1)), DataType.DT_DOUBLE);
    TensorRef examples = arrays.element(shape, writer.scalar(0), Shape.scalar());
    TensorRef same = writer.op("Equal", count, examples).shape(Shape.scalar()).write();
    return writer
        .op("SelectV2", same, values, writer.scalarLike(values, Double.NaN))
        .shapedLike(values)
        .write();
  }

  private TensorRef rows() {
    return arrays.range(arrays.element(shape, writer.scalar(0), Shape.scalar()));
  }

  /** What is explained of each example; all its values together, where there is no target. */
  private TensorRef value(TensorRef output) {
    TensorRef values = writer.cast(output, DataType.DT_DOUBLE);
    TensorRef sizes = arrays.part(shape, 1, -1);
    TensorRef width = arrays.product(sizes);
    if (kind == TargetKind.NONE) {
      TensorRef matrix = arrays.concat(0, arrays.part(shape, 0, 1), arrays.vector(width));
      return writer
          .op("Sum", writer.reshape(values, matrix, Shape.of(-1, -1)), writer.ints(1))
          .shape(Shape.of(-1))
          .write();
    }
    TensorRef last = writer.op("Sub", sizes, writer.scalar(1L)).write();
    TensorRef inRange =
        writer.op("Maximum", writer.scalar(0L), writer.op("Minimum", target, last).write()).write();
    TensorRef steps = writer.op("Mul", inRange, strides(sizes)).write();
    TensorRef within = writer.op("Sum", steps, writer.ints(1)).shape(Shape.of(-1)).write();
    TensorRef begins = writer.op("Mul", rows(), width).shape(Shape.of(-1)).write();
    TensorRef flat = writer.reshape(values, writer.ints(-1), Shape.of(-1));
    return arrays.element(flat, writer.binary("AddV2", begins, within), Shape.of(-1));
  }

  private TensorRef strides(TensorRef sizes) {
    return writer
        .op("Cumprod", sizes, writer.scalar(0))
        .with("exclusive", true)
        .with("reverse", true)
        .write();
  }
}
