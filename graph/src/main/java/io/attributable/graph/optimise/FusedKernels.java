package io.attributable.graph.optimise;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Which of {@link FusedOps} this build of TensorFlow has kernels for. Each is tried out once. Safe
 * for any number of threads.
 */
final class FusedKernels {
  private static final String SWISH = "swish";
  private static final double CLOSE = 1e-3;

  private final ConstantEvaluator evaluator;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  FusedKernels(ConstantEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** Whether there is one for a convolution. */
  boolean hasConvolution(String op) {
    return FusedOps.isConvolution(op) && known.computeIfAbsent(op, this::convolves);
  }

  boolean hasSwish() {
    return known.computeIfAbsent(SWISH, unused -> activates());
  }

  private boolean convolves(String op) {
    FlatNode image = constant("image", Shape.of(1, 1, 1, 1));
    FlatNode filter = constant("filter", Shape.of(1, 1, 1, 1));
    FlatNode bias = constant("bias", Shape.of(1));
    Map<String, AttrValue> attributes = new HashMap<>();
    attributes.put("T", Attributes.of(DataType.DT_FLOAT));
    attributes.put("strides", Attributes.of(List.of(1L, 1L, 1L, 1L)));
    attributes.put("padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("SAME")).build());
    List<TensorRef> inputs = List.of(image.output(0), filter.output(0), bias.output(0));
    FlatNode probe = FusedOps.convolution(op, probe(), inputs, attributes);
    return gives(List.of(image, filter, bias), probe, 1 * 1 + 1);
  }

  private boolean activates() {
    FlatNode number = constant("number", Shape.of(1));
    FlatNode probe = FusedOps.swish(probe(), number.output(0));
    return gives(List.of(number), probe, 1 / (1 + Math.exp(-1)));
  }

  /**
   * Whether a node gives the expected value. Without oneDNN, some of these ops have a kernel that
   * does nothing.
   */
  private boolean gives(List<FlatNode> inputs, FlatNode node, double expected) {
    List<FlatNode> nodes = new ArrayList<>(inputs);
    nodes.add(node);
    TensorRef result = node.output(0);
    return Optional.ofNullable(evaluator.evaluate(nodes, List.of(result)).get(result))
        .flatMap(ConstantArray::of)
        .filter(array -> array.elements() == 1)
        .filter(array -> Math.abs(array.first() - expected) < CLOSE)
        .isPresent();
  }

  private static FlatNode probe() {
    return constant("probe", Shape.of(1));
  }

  private static FlatNode constant(String name, Shape shape) {
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(Types.proto(shape))
            .addFloatVal(1)
            .build();
    return FoldedConstants.constant(0, name, value);
  }
}
