package io.attributable.tensorflow.internal.session;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TString;

/**
 * What decides the values of a pass at the baselines: what is fed to it, bit by bit, and the shapes
 * of all else that is fed. Immutable.
 *
 * @param shapes of the inputs
 * @param fed the bytes of baselines, with their shapes before them
 */
public record BaselineKey(List<Shape> shapes, List<Shape> fedShapes, List<ByteBuffer> fed) {
  /** In bytes: what takes longer to compare than it is worth. */
  private static final long LARGEST = 16 << 20;

  /** Copies the lists. */
  public BaselineKey {
    shapes = List.copyOf(shapes);
    fedShapes = List.copyOf(fedShapes);
    fed = List.copyOf(fed);
  }

  /**
   * That of a run.
   *
   * @param inputs whose shapes count
   * @param baselines whose values count
   * @return empty for texts, and for what is too large
   */
  public static Optional<BaselineKey> of(List<Tensor> inputs, List<Tensor> baselines) {
    if (baselines.stream().anyMatch(TString.class::isInstance)
        || baselines.stream().mapToLong(Tensor::numBytes).sum() > LARGEST) {
      return Optional.empty();
    }
    List<ByteBuffer> bytes = new ArrayList<>();
    baselines.forEach(tensor -> bytes.add(bytes(tensor)));
    return Optional.of(
        new BaselineKey(
            inputs.stream().map(Tensor::shape).toList(),
            baselines.stream().map(Tensor::shape).toList(),
            bytes));
  }

  private static ByteBuffer bytes(Tensor tensor) {
    ByteDataBuffer data = tensor.asRawTensor().data();
    byte[] bytes = new byte[Math.toIntExact(data.size())];
    data.read(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
