package io.attributable.graph.optimise;

import io.attributable.graph.tensor.OutsideHeap;
import io.attributable.graph.tensor.Types;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;

/**
 * A filter flipped along its spatial axes, with input and output channels exchanged: the filter of
 * the convolution that computes an image's gradient. All spatial axes are flipped together, so they
 * are treated as one.
 */
final class TransposedFilter {
  /** Side of the squares in which channels are exchanged, so that both orders stay in the cache. */
  private static final int TILE = 32;

  private final ConstantArray filter;
  private final int positions;
  private final int inputs;
  private final int results;

  private TransposedFilter(ConstantArray filter, int inputs, int results) {
    this.filter = filter;
    this.inputs = inputs;
    this.results = results;
    this.positions = filter.elements() / (inputs * results);
  }

  /**
   * Flips a filter whose last axes are the input and the output channels.
   *
   * @param factors for each channel of the result, or null; for 32-bit filters only
   */
  static TensorProto exchanged(ConstantArray filter, float @Nullable [] factors) {
    long[] sizes = filter.shape().asArray();
    int last = sizes.length - 1;
    long results = sizes[last];
    TransposedFilter flipped = new TransposedFilter(filter, (int) sizes[last - 1], (int) results);
    sizes[last] = sizes[last - 1];
    sizes[last - 1] = results;
    return flipped.proto(flipped.bytes(), Shape.of(sizes), factors);
  }

  /**
   * Flips a depthwise filter with multiplier 1.
   *
   * @param factors as above
   */
  static TensorProto depthwise(ConstantArray filter, float @Nullable [] factors) {
    int channels = (int) filter.shape().get(filter.shape().numDimensions() - 2);
    TransposedFilter flipped = new TransposedFilter(filter, 1, channels);
    return flipped.proto(flipped.bytes(), filter.shape(), factors);
  }

  private ByteBuffer bytes() {
    int width = Types.bytes(filter.type());
    ByteBuffer from = filter.bytes();
    ByteBuffer to = OutsideHeap.forConstant(from.remaining());
    int plane = inputs * results;
    for (int position = 0; position < positions; position++) {
      exchange(from, position * plane, to, (positions - 1 - position) * plane, width);
    }
    return to;
  }

  private void exchange(ByteBuffer from, int start, ByteBuffer to, int begin, int width) {
    for (int i = 0; i < inputs; i += TILE) {
      for (int o = 0; o < results; o += TILE) {
        exchangeTile(from, start, to, begin, width, i, o);
      }
    }
  }

  private void exchangeTile(
      ByteBuffer from, int start, ByteBuffer to, int begin, int width, int input, int result) {
    for (int o = result; o < Math.min(results, result + TILE); o++) {
      for (int i = input; i < Math.min(inputs, input + TILE); i++) {
        copy(from, start + i * results + o, to, begin + o * inputs + i, width);
      }
    }
  }

  private static void copy(ByteBuffer from, int source, ByteBuffer to, int target, int width) {
    switch (width) {
      case 2 -> to.putShort(2 * target, from.getShort(2 * source));
      case 4 -> to.putInt(4 * target, from.getInt(4 * source));
      default -> to.putLong(8 * target, from.getLong(8 * source));
    }
  }

  private TensorProto proto(ByteBuffer bytes, Shape shape, float @Nullable [] factors) {
    if (factors != null) {
      scale(bytes, factors);
    }
    return TensorProto.newBuilder()
        .setDtype(filter.type())
        .setTensorShape(Types.proto(shape))
        .setTensorContent(OutsideHeap.content(bytes))
        .build();
  }

  private void scale(ByteBuffer bytes, float[] factors) {
    var floats = bytes.asFloatBuffer();
    for (int at = 0; at < floats.limit(); at++) {
      floats.put(at, floats.get(at) * factors[at / inputs % results]);
    }
  }
}
