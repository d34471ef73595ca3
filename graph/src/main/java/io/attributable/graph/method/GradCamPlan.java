package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * Grad-CAM. With activation A and channel k, the weight of the channel is the mean of its gradient
 * over all positions, and the map is the sum over k of weight times A, in the paper behind a ReLU:
 * R. Selvaraju et al., "Grad-CAM", ICCV 2017 (arXiv:1610.02391), equations 1 and 2. ReLU is off
 * unless asked for, as in captum's {@code LayerGradCam} ({@code relu_attributions}).
 */
record GradCamPlan(GradCam method) implements MethodPlan {
  /** How many tensors of the same shape are looked at around one. */
  private static final int LOOKED_AT = 64;

  static final Quantity MAP = new Quantity("grad-cam");

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public boolean needsShape() {
    return true;
  }

  @Override
  public void check(FlatGraph graph, TensorInfo tensor) {
    shape(tensor.name(), tensor.shape());
    Optional<FlatNode> channelsFirst =
        method.channelAxis() == -1 ? channelsFirst(graph, tensor.tensor()) : Optional.empty();
    if (channelsFirst.isPresent()) {
      throw refused(
          tensor.name(),
          tensor.shape(),
          "op %s of node \"%s\" has its channels in dimension 1"
              .formatted(channelsFirst.get().op(), channelsFirst.get().scopedName()),
          "Set its parameter channel-axis to 1.");
    }
  }

  /**
   * What says NCHW, NCW or NCDHW of the tensor: the op that makes it, one that takes it, or one of
   * those around tensors of the same shape. Activations, biases and sums leave the shape as it is,
   * so that the layout is the same on both sides; a convolution that says NHWC ends the way.
   */
  private static Optional<FlatNode> channelsFirst(FlatGraph graph, TensorRef tensor) {
    Set<TensorRef> alike = new HashSet<>(Set.of(tensor));
    Deque<TensorRef> open = new ArrayDeque<>(alike);
    while (!open.isEmpty() && alike.size() < LOOKED_AT) {
      TensorRef next = open.remove();
      List<FlatNode> around = new ArrayList<>(graph.consumers(next));
      around.add(graph.node(next.node()));
      for (FlatNode node : around) {
        Optional<String> format = dataFormat(node);
        if (format.filter(layout -> layout.startsWith("NC")).isPresent()) {
          return Optional.of(node);
        }
        if (format.isEmpty() && !node.op().equals("Transpose")) {
          tensors(node)
              .filter(other -> hasShapeOf(graph, other, tensor) && alike.add(other))
              .forEach(open::add);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> dataFormat(FlatNode node) {
    return node.definition().getAttrList().stream()
        .filter(attribute -> attribute.getName().equals("data_format"))
        .findFirst()
        .map(attribute -> node.attribute(attribute.getName()).getS().toStringUtf8());
  }

  /** What a node takes and makes. */
  private static Stream<TensorRef> tensors(FlatNode node) {
    return Stream.concat(
        node.inputs().stream(), IntStream.range(0, node.outputs().size()).mapToObj(node::output));
  }

  /** Shapes with unknown sizes never equal each other, so that their sizes are compared. */
  private static boolean hasShapeOf(FlatGraph graph, TensorRef other, TensorRef tensor) {
    return graph.holds(other)
        && !graph.shape(other).isUnknown()
        && Arrays.equals(graph.shape(other).asArray(), graph.shape(tensor).asArray());
  }

  @Override
  public Shape shape(String name, Shape tensor) {
    if (tensor.isUnknown()) {
      return tensor;
    }
    if (tensor.numDimensions() < 2) {
      throw refused(
          name,
          tensor,
          "there is no dimension for channels behind the example",
          "Explain a layer with channels, or use another method.");
    }
    int channels = channels(tensor.numDimensions());
    if (channels < 1 || channels >= tensor.numDimensions()) {
      throw refused(
          name,
          tensor,
          "parameter channel-axis is " + method.channelAxis(),
          "Set it to one of 1 to " + (tensor.numDimensions() - 1) + ".");
    }
    long[] sizes = tensor.asArray();
    return Shape.of(
        IntStream.range(0, sizes.length)
            .filter(axis -> axis != channels)
            .mapToLong(axis -> sizes[axis])
            .toArray());
  }

  private int channels(int rank) {
    return method.channelAxis() < 0 ? rank + method.channelAxis() : method.channelAxis();
  }

  private AttributionException refused(String name, Shape shape, String reason, String remedy) {
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE,
        method.name(),
        "tensor \"" + name + "\" of shape " + Types.text(shape),
        reason,
        remedy);
  }

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    PositionAxes axes = new PositionAxes(writer, values, method.channelAxis());
    TensorRef weights = writer.mean(values.differentiated(), axes.positions(), true);
    TensorRef map = writer.sum(writer.mul(weights, values.activation()), axes.channel(), false);
    return Map.of(MAP, method.relu() ? writer.unary("Relu", map) : map);
  }
}
