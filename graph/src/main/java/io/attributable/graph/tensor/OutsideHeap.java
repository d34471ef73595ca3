package io.attributable.graph.tensor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.proto.TensorProto;

/**
 * Values of tensors outside of the Java heap, where TensorFlow can use them without a copy: it
 * takes memory that begins at a multiple of 64 bytes (tensorflow/c/tf_tensor.cc, {@code
 * TF_NewTensor}). The garbage collector frees it once nothing in Java refers to it.
 */
public final class OutsideHeap {
  private static final int ALIGNMENT = 64;

  /** In bytes; what is smaller is no burden to the heap. */
  private static final int SMALLEST = 1 << 14;

  /** The most bytes that one array of them can have. */
  public static final int MOST = Integer.MAX_VALUE - 2 * ALIGNMENT;

  /**
   * How long nothing more is asked for once there was no room, in nanoseconds: the JVM looks for
   * some for half a second, and would for each of a plan's constants.
   */
  private static final long PAUSE = 10_000_000_000L;

  private static volatile long full = System.nanoTime() - 2 * PAUSE;

  private OutsideHeap() {}

  /** Memory for so many bytes, at most {@link #MOST}. */
  public static ByteBuffer allocate(int size) {
    // Direct memory begins anywhere: there is one unit more, for the part before the first.
    int units = size / ALIGNMENT + 2;
    return ByteBuffer.allocateDirect(units * ALIGNMENT).alignedSlice(ALIGNMENT).slice(0, size);
  }

  /**
   * Memory for a constant that is made: of small ones, and where there is no room (it is bounded,
   * -XX:MaxDirectMemorySize), on the heap. Little-endian, as tensors are.
   */
  public static ByteBuffer forConstant(int size) {
    return allocated(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer allocated(int size) {
    if (size >= SMALLEST && size <= MOST && System.nanoTime() - full > PAUSE) {
      try {
        return allocate(size);
      } catch (OutOfMemoryError e) {
        full = System.nanoTime();
      }
    }
    return ByteBuffer.allocate(size);
  }

  /** All of what was written to a buffer, as content of a tensor; nothing may be written to it. */
  public static ByteString content(ByteBuffer memory) {
    return UnsafeByteOperations.unsafeWrap(memory.duplicate().clear());
  }

  /** Whether the content of a tensor lies there. */
  public static boolean has(TensorProto value) {
    return value.getTensorContent().asReadOnlyByteBuffer().isDirect();
  }

  /** A tensor whose content is moved there, if it is large and there is room. */
  public static TensorProto moved(TensorProto value) {
    ByteString content = value.getTensorContent();
    ByteBuffer memory = forConstant(content.size());
    content.copyTo(memory);
    return value.toBuilder().setTensorContent(content(memory)).build();
  }
}
