package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * What the followers of a linear op do to its output: multiply by a factor per channel, and add an
 * offset.
 *
 * <p>Source: for batch normalisation, Ioffe and Szegedy (2015), arXiv:1502.03167.
 */
final class ChannelMap {
  private final NodeWriter w;
  private final LinearLayer layer;
  private @Nullable TensorRef factor;
  private @Nullable TensorRef offset;

  /** Writes it. */
  ChannelMap(NodeWriter w, LinearLayer layer) {
    this.w = w;
    this.layer = layer;
    boolean reshaped = false;
    for (Follower follower : layer.followers()) {
      reshaped |= follower.kind() == Follower.Kind.RESHAPES;
      apply(follower, reshaped);
    }
  }

  /** A vector with a factor for each channel, or one for all; null where there is none. */
  @Nullable TensorRef factor() {
    return factor;
  }

  /** Is broadcast to the output of the linear op; null where nothing is added. */
  @Nullable TensorRef offset() {
    return offset;
  }

  private void apply(Follower follower, boolean reshaped) {
    switch (follower.kind()) {
      case PASSES, RESHAPES -> {
        // Changes no number.
      }
      case ADDS -> add(constant(follower, reshaped));
      case SUBTRACTS -> add(w.neg(constant(follower, reshaped)));
      case MULTIPLIES -> multiply(flat(follower.constant()));
      case DIVIDES -> multiply(w.unary("Reciprocal", flat(follower.constant())));
      case NORMALISES -> normalise(follower.node());
    }
  }

  private TensorRef constant(Follower follower, boolean reshaped) {
    if (follower.node().op().equals("BiasAdd")) {
      return aligned(follower.constant());
    }
    return reshaped ? flat(follower.constant()) : follower.constant();
  }

  private void add(TensorRef constant) {
    offset = offset == null ? constant : w.binary("AddV2", offset, constant);
  }

  private void multiply(TensorRef vector) {
    factor = factor == null ? vector : w.mul(factor, vector);
    if (offset != null) {
      offset = w.mul(offset, aligned(vector));
    }
  }

  /** Inputs: the image, scale, offset, mean and variance. */
  private void normalise(FlatNode node) {
    TensorRef variance = node.inputs().get(4);
    TensorRef epsilon = w.scalarLike(variance, node.attribute("epsilon").getF());
    TensorRef inverse = w.unary("Rsqrt", w.binary("AddV2", variance, epsilon));
    TensorRef scale = w.mul(node.inputs().get(1), inverse);
    TensorRef mean = w.mul(node.inputs().get(3), scale);
    multiply(typed(scale));
    add(aligned(typed(w.binary("Sub", node.inputs().get(2), mean))));
  }

  /** Statistics may be more precise than the image. */
  private TensorRef typed(TensorRef vector) {
    return w.cast(vector, w.graph().type(layer.op().output()));
  }

  private TensorRef flat(TensorRef constant) {
    Shape shape = w.graph().shape(constant);
    if (!shape.isUnknown() && shape.numDimensions() == 1) {
      return constant;
    }
    boolean known = !shape.isUnknown() && !shape.hasUnknownDimension();
    Shape flat = Shape.of(known ? shape.size() : Shape.UNKNOWN_SIZE);
    return w.reshape(constant, w.ints(-1), flat);
  }

  /** A vector along the channels of the linear op's output. */
  private TensorRef aligned(TensorRef vector) {
    if (!layer.op().hasChannelsFirst()) {
      return vector;
    }
    int behind = w.graph().shape(layer.op().weightsTensor()).numDimensions() - 2;
    int[] sizes =
        IntStream.concat(IntStream.of(-1), IntStream.generate(() -> 1).limit(behind)).toArray();
    long[] known = Arrays.stream(sizes).asLongStream().toArray();
    known[0] = w.graph().shape(vector).size();
    return w.reshape(vector, w.ints(sizes), Shape.of(known));
  }
}
