package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.OutsideHeap;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Fuses affine maps per channel into the convolution before them. A ReLU is not fused: TensorFlow's
 * kernels with a fused ReLU turn NaN into 0.
 *
 * <p>Source: {@code tensorflow/core/grappler/optimizers/remapper.cc}, which writes {@code
 * _FusedConv2D} and {@code _FusedDepthwiseConv2dNative}.
 */
final class FusedConvolutions {
  private static final int RANK = 4;

  private final PlanNodes nodes;
  private final FusedKernels kernels;
  private final Consumers consumers;
  private final RoundingInsensitiveNodes insensitive;
  private final ConstantBudget budget;

  /** By the name of the last node that becomes part of it. */
  private final Map<String, Chain> chains = new HashMap<>();

  /**
   * A convolution and what follows it.
   *
   * @param map what all of that does together
   * @param last gives what comes of it its name
   */
  private record Chain(
      FlatNode convolution, ConstantArray filter, ChannelAffine map, FlatNode last) {
    Chain with(ChannelAffine next, FlatNode node) {
      return new Chain(convolution, filter, map.then(next), node);
    }

    boolean isLonger() {
      return !last.name().equals(convolution.name());
    }
  }

  private FusedConvolutions(
      PlanNodes nodes, FusedKernels kernels, RoundingInsensitiveNodes insensitive) {
    this.nodes = nodes;
    this.kernels = kernels;
    this.consumers = insensitive.consumers();
    this.insensitive = insensitive;
    this.budget = ConstantBudget.of(nodes);
  }

  static void in(PlanNodes nodes, FusedKernels kernels, RoundingInsensitiveNodes insensitive) {
    FusedConvolutions fusing = new FusedConvolutions(nodes, kernels, insensitive);
    nodes.all().forEach(fusing::find);
    nodes.replace(fusing::rewritten);
  }

  private void find(FlatNode node) {
    start(node)
        .map(this::followed)
        .filter(chain -> chain.isLonger() && chain.map().isFinite())
        .filter(chain -> kernels.hasConvolution(node.op()) && take(chain))
        .ifPresent(chain -> chains.put(chain.last().name(), chain));
  }

  /** Whether the budget allows for one more filter. */
  private boolean take(Chain chain) {
    long bytes = chain.map().isPlainSum() ? 0 : chain.filter().bytes().remaining();
    boolean fits = budget.has(bytes);
    if (fits) {
      budget.take(bytes);
    }
    return fits;
  }

  private Optional<Chain> start(FlatNode node) {
    boolean convolves = FusedOps.isConvolution(node.op());
    if (!convolves
        || !node.controls().isEmpty()
        || nodes.type(node.output(0)) != DataType.DT_FLOAT
        || !ChannelAffine.hasLastChannels(node)
        || (hasExplicitPaddings(node) && !FusedOps.hasExplicitPaddings(node.op()))) {
      return Optional.empty();
    }
    return ConstantArray.of(nodes.source(node.inputs().get(1)))
        .filter(filter -> isWhole(nodes.tensor(node.inputs().get(0)).shape(), filter))
        .map(
            filter -> new Chain(node, filter, ChannelAffine.nothing(channels(node, filter)), node));
  }

  /**
   * Whether each filter sees all channels of the image, or none but its own: not groups of them.
   */
  private static boolean isWhole(Shape image, ConstantArray filter) {
    return filter.shape().numDimensions() == RANK
        && !image.isUnknown()
        && image.numDimensions() == RANK
        && image.get(RANK - 1) == filter.shape().get(RANK - 2);
  }

  private static boolean hasExplicitPaddings(FlatNode node) {
    return node.attribute("padding").getS().toStringUtf8().equals("EXPLICIT");
  }

  /** The number of output channels. */
  private static int channels(FlatNode convolution, ConstantArray filter) {
    long last = filter.shape().get(RANK - 1);
    boolean each = convolution.op().equals("DepthwiseConv2dNative");
    return Math.toIntExact(each ? filter.shape().get(RANK - 2) * last : last);
  }

  private Chain followed(Chain chain) {
    Optional<Chain> next =
        consumers
            .only(chain.last())
            .filter(node -> insensitive.contains(node) && node.controls().isEmpty())
            .filter(node -> !consumers.takeMore(node))
            .flatMap(node -> next(chain, node));
    return next.map(this::followed).orElse(chain);
  }

  private Optional<Chain> next(Chain chain, FlatNode node) {
    int channels = chain.map().factors().length;
    return ChannelAffine.of(nodes, node, chain.last().output(0), channels)
        .map(map -> chain.with(map, node));
  }

  private List<FlatNode> rewritten(FlatNode node) {
    Chain chain = chains.get(node.name());
    return chain == null ? List.of(node) : fused(chain);
  }

  private List<FlatNode> fused(Chain chain) {
    FlatNode last = chain.last();
    ChannelAffine map = chain.map();
    List<TensorRef> inputs = new ArrayList<>(chain.convolution().inputs());
    List<FlatNode> made = new ArrayList<>();
    if (!map.isPlainSum()) {
      FlatNode filter = constant(last, "filter", filter(chain));
      made.add(filter);
      inputs.set(1, filter.output(0));
    }
    FlatNode bias = constant(last, "bias", bias(map.offsets()));
    inputs.add(bias.output(0));
    made.add(bias);
    made.add(
        FusedOps.convolution(
            chain.convolution().op(), last, inputs, chain.convolution().attributes()));
    return made;
  }

  private FlatNode constant(FlatNode last, String label, TensorProto value) {
    return FoldedConstants.constant(last, nodes.freeName(last.name() + "/" + label), value);
  }

  /** The last axes of a filter are the output channels, for both kinds of convolution. */
  private static TensorProto filter(Chain chain) {
    float[] values = chain.filter().floats();
    double[] factors = chain.map().factors();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factors[i % factors.length]);
    }
    return proto(values, chain.filter().shape());
  }

  private static TensorProto bias(double[] offsets) {
    float[] values = new float[offsets.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) offsets[i];
    }
    return proto(values, Shape.of(values.length));
  }

  private static TensorProto proto(float[] values, Shape shape) {
    ByteBuffer bytes = OutsideHeap.forConstant(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(Types.proto(shape))
        .setTensorContent(OutsideHeap.content(bytes))
        .build();
  }
}
