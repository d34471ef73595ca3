package io.attributable.graph.served;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;

/** Writes where the largest element of each example is. */
final class LargestElement {
  private final NodeWriter writer;
  private final ArrayWriter arrays;

  LargestElement(NodeWriter writer) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
  }

  /**
   * One tuple of indices per example, 64-bit: {@code [examples, dimensions - 1]}.
   *
   * @param shape of the output, 64-bit
   */
  TensorRef of(TensorRef output, TensorRef shape) {
    TensorRef sizes = arrays.part(shape, 1, -1);
    TensorRef width = arrays.vector(arrays.product(sizes));
    TensorRef rows = arrays.concat(0, arrays.part(shape, 0, 1), width);
    TensorRef matrix = writer.reshape(output, rows, Shape.of(-1, -1));
    TensorRef largest = writer.op("ArgMax", matrix, writer.scalar(1)).shape(Shape.of(-1)).write();
    TensorRef strides =
        writer
            .op("Cumprod", sizes, writer.scalar(0))
            .with("exclusive", true)
            .with("reverse", true)
            .write();
    TensorRef steps = writer.op("FloorDiv", arrays.expand(largest, 1), strides).write();
    return writer.op("FloorMod", steps, sizes).shape(Shape.of(-1, -1)).write();
  }
}
