package io.attributable.graph.optimise;

import io.attributable.graph.tensor.OutsideHeap;
import io.attributable.graph.tensor.Types;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
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
    return flipped.proto(Shape.of(sizes), factors);
  }

  /**
   * Flips a depthwise filter with multiplier 1.
   *
   * @param factors as above
   */
  static TensorProto depthwise(ConstantArray filter, float @Nullable [] factors) {
    int channels = (int) filter.shape().get(filter.shape().numDimensions() - 2);
    return new TransposedFilter(filter, 1, channels).proto(filter.shape(), factors);
  }

  private TensorProto proto(Shape shape, float @Nullable [] factors) {
    ByteBuffer from = filter.bytes();
    ByteBuffer to = OutsideHeap.forConstant(from.remaining());
    switch (Types.bytes(filter.type())) {
      case 2 -> exchange(from.asShortBuffer(), to.asShortBuffer());
      case 4 -> exchange(from.asIntBuffer(), to.asIntBuffer(), factors);
      default -> exchange(from.asLongBuffer(), to.asLongBuffer());
    }
    return TensorProto.newBuilder()
        .setDtype(filter.type())
        .setTensorShape(Types.proto(shape))
        .setTensorContent(OutsideHeap.content(to))
        .build();
  }

  // One plane after the other goes through arrays: single values of buffers take ten times as long.

  private void exchange(ShortBuffer from, ShortBuffer to) {
    short[] given = new short[inputs * results];
    short[] flipped = new short[given.length];
    for (int position = 0; position < positions; position++) {
      from.get(position * given.length, given);
      inTiles((i, o) -> flipped[o * inputs + i] = given[i * results + o]);
      to.put((positions - 1 - position) * given.length, flipped);
    }
  }

  private void exchange(LongBuffer from, LongBuffer to) {
    long[] given = new long[inputs * results];
    long[] flipped = new long[given.length];
    for (int position = 0; position < positions; position++) {
      from.get(position * given.length, given);
      inTiles((i, o) -> flipped[o * inputs + i] = given[i * results + o]);
      to.put((positions - 1 - position) * given.length, flipped);
    }
  }

  private void exchange(IntBuffer from, IntBuffer to, float @Nullable [] factors) {
    int[] given = new int[inputs * results];
    int[] flipped = new int[given.length];
    for (int position = 0; position < positions; position++) {
      from.get(position * given.length, given);
      inTiles((i, o) -> flipped[o * inputs + i] = given[i * results + o]);
      if (factors != null) {
        scale(flipped, factors);
      }
      to.put((positions - 1 - position) * given.length, flipped);
    }
  }

  /** What happens to an input and a result. */
  private interface Pair {
    void at(int input, int result);
  }

  private void inTiles(Pair pair) {
    for (int i = 0; i < inputs; i += TILE) {
      for (int o = 0; o < results; o += TILE) {
        inTile(pair, i, o);
      }
    }
  }

  private void inTile(Pair pair, int input, int result) {
    for (int o = result; o < Math.min(results, result + TILE); o++) {
      for (int i = input; i < Math.min(inputs, input + TILE); i++) {
        pair.at(i, o);
      }
    }
  }

  private void scale(int[] plane, float[] factors) {
    for (int at = 0; at < plane.length; at++) {
      float scaled = Float.intBitsToFloat(plane[at]) * factors[at / inputs];
      plane[at] = Float.floatToRawIntBits(scaled);
    }
  }
}
