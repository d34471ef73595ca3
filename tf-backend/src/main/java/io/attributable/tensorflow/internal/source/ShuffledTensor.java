package io.attributable.tensorflow.internal.source;

import com.google.protobuf.ByteString;
import io.attributable.graph.tensor.OutsideHeap;
import io.attributable.graph.tensor.Types;
import java.util.Random;
import org.tensorflow.proto.TensorProto;

/** A tensor with its elements in another order. */
final class ShuffledTensor {
  private ShuffledTensor() {}

  /**
   * Every order is as likely (Fisher and Yates). One whose elements are all equal stays, and what
   * lies outside of the Java heap comes to lie there, too.
   */
  static TensorProto of(TensorProto tensor, long seed) {
    TensorProto shuffled = shuffled(tensor, seed);
    return OutsideHeap.has(tensor) ? OutsideHeap.moved(shuffled) : shuffled;
  }

  private static TensorProto shuffled(TensorProto tensor, long seed) {
    byte[] content = tensor.getTensorContent().toByteArray();
    int size = Types.bytes(tensor.getDtype());
    Random random = new Random(seed);
    for (int i = content.length / Math.max(1, size) - 1; i > 0; i--) {
      swap(content, i, random.nextInt(i + 1), size);
    }
    return content.length == 0
        ? tensor
        : tensor.toBuilder().setTensorContent(ByteString.copyFrom(content)).build();
  }

  private static void swap(byte[] content, int one, int other, int size) {
    for (int i = 0; i < size; i++) {
      byte kept = content[one * size + i];
      content[one * size + i] = content[other * size + i];
      content[other * size + i] = kept;
    }
  }
}
