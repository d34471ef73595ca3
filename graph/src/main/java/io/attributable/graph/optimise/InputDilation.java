package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Inserts stride - 1 zeros between the elements of an image: each spatial axis gets an axis of size
 * 1 behind it, which is padded with zeros.
 *
 * <p>Source: Dumoulin and Visin (2016), A guide to convolution arithmetic for deep learning,
 * arXiv:1603.07285, section 4.5 and following (strided convolutions, transposed).
 */
final class InputDilation {

  private final PlanNodes nodes;
  private final ConvolutionInputGradient backward;
  private final String before;
  private final Shape dense;
  private final List<Long> apart = new ArrayList<>();
  private final List<Long> behind = new ArrayList<>();
  private final List<Long> spread = new ArrayList<>();
  private final List<FlatNode> written = new ArrayList<>();

  private InputDilation(PlanNodes nodes, ConvolutionInputGradient backward, Shape gradient) {
    this.nodes = nodes;
    this.backward = backward;
    this.before = name("dense");
    long[] sizes = gradient.asArray();
    sizes[backward.channelAxis()] = backward.image().get(backward.channelAxis());
    this.dense = Shape.of(sizes);
    for (int axis = 0; axis < sizes.length; axis++) {
      addAxis(axis, axis == 0 ? -1 : sizes[axis]);
    }
  }

  /** Empty where the sizes of the images are not known. */
  static Optional<InputDilation> of(PlanNodes nodes, ConvolutionInputGradient backward) {
    Shape gradient = nodes.tensor(backward.gradient()).shape();
    boolean known =
        backward.family() == ConvolutionOps.FLAT
            && !backward.padding().equals("EXPLICIT")
            && isKnown(gradient)
            && isKnown(backward.image());
    return known ? Optional.of(new InputDilation(nodes, backward, gradient)) : Optional.empty();
  }

  private static boolean isKnown(Shape shape) {
    for (int axis = 1; !shape.isUnknown() && axis < shape.numDimensions(); axis++) {
      if (shape.get(axis) < 0) {
        return false;
      }
    }
    return !shape.isUnknown();
  }

  private void addAxis(int axis, long size) {
    int dimension = axis - backward.axis(0);
    boolean spatial = dimension >= 0 && dimension < backward.dimensions();
    long stride = spatial ? backward.stride(dimension) : 1;
    apart.add(size);
    behind.add(0L);
    spread.add(size < 0 ? size : size * stride);
    if (spatial) {
      apart.add(1L);
      behind.add(stride - 1);
    }
  }

  /** The name of the convolution with stride 1. */
  String before() {
    return before;
  }

  /** What it gives. */
  FlatNode.Output dense() {
    return new FlatNode.Output(backward.type(), dense);
  }

  /** The convolution, and what brings the zeros. */
  List<FlatNode> after(List<FlatNode> convolution) {
    written.addAll(convolution);
    FlatNode alone =
        written(
            NodeBuilder.of("Reshape")
                .input(new TensorRef(before(), 0), backward.type())
                .input(vector("apart", apart)),
            "alone");
    List<Long> both = new ArrayList<>();
    behind.forEach(size -> both.addAll(List.of(0L, size)));
    FlatNode paddings = constant("behind", both, Shape.of(behind.size(), 2));
    FlatNode padded = written(NodeBuilder.of("Pad").input(alone).input(paddings), "padded");
    FlatNode joined =
        written(NodeBuilder.of("Reshape").input(padded).input(vector("spread", spread)), "joined");
    writeLast(joined);
    return written;
  }

  /** Cuts off zeros behind the last element that exceed the image's size. */
  private void writeLast(FlatNode joined) {
    List<Long> begin = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < backward.image().numDimensions(); axis++) {
      begin.add(0L);
      sizes.add(axis == 0 ? -1 : backward.image().get(axis));
    }
    written.add(
        NodeBuilder.of("Slice")
            .input(joined)
            .input(vector("begin", begin))
            .input(vector("sizes", sizes))
            .inPlaceOf(backward.node())
            .withControls(List.of()));
  }

  private String name(String label) {
    return nodes.freeName(backward.node().name() + "/" + label);
  }

  private FlatNode written(NodeBuilder node, String label) {
    FlatNode made = node.beside(backward.node(), name(label));
    written.add(made);
    return made;
  }

  private FlatNode vector(String label, List<Long> values) {
    return constant(label, values, Shape.of(values.size()));
  }

  private FlatNode constant(String label, List<Long> values, Shape shape) {
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT64)
            .setTensorShape(Types.proto(shape))
            .addAllInt64Val(values)
            .build();
    FlatNode node = FoldedConstants.constant(backward.node(), name(label), value);
    written.add(node);
    return node;
  }
}
