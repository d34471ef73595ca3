package io.attributable.tensorflow.internal.session;

import io.attributable.tensorflow.internal.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TString;

/**
 * What decides the values of what a plan computes of baselines. Immutable.
 *
 * @param shapes of the inputs
 * @param baselines what is fed for them, bit by bit
 * @param rows which of them is whose
 */
public record BaselineKey(List<Shape> shapes, Hash baselines, Hash rows) {
  /** In bytes: what takes longer to compare than it is worth. */
  private static final long LARGEST = 16 << 20;

  /** Copies the list. */
  public BaselineKey {
    shapes = List.copyOf(shapes);
  }

  /**
   * A SHA-256 of tensors, with their types and shapes.
   *
   * @param digest never to be written to
   */
  public record Hash(ByteBuffer digest) {}

  /** That of tensors; empty where there are texts among them, and where they are too large. */
  public static Optional<Hash> hash(List<Tensor> tensors) {
    if (tensors.stream().anyMatch(TString.class::isInstance)
        || tensors.stream().mapToLong(Tensor::numBytes).sum() > LARGEST) {
      return Optional.empty();
    }
    MessageDigest sha = Sha256.digest();
    for (Tensor tensor : tensors) {
      String what = tensor.dataType() + " " + tensor.shape() + "\n";
      sha.update(what.getBytes(StandardCharsets.UTF_8));
      sha.update(bytes(tensor));
    }
    return Optional.of(new Hash(ByteBuffer.wrap(sha.digest()).asReadOnlyBuffer()));
  }

  private static byte[] bytes(Tensor tensor) {
    ByteDataBuffer data = tensor.asRawTensor().data();
    byte[] bytes = new byte[Math.toIntExact(data.size())];
    data.read(bytes);
    return bytes;
  }
}
