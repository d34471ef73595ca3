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
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Which of {@link FusedOps} this build of TensorFlow can run: not every one has kernels for all.
 * Each is tried out once. Safe for any number of threads.
 */
final class FusedKernels {
  private static final String SWISH = "swish";

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
    return runs(
        List.of(image, filter, bias), FusedOps.convolution(op, probe(), inputs, attributes));
  }

  private boolean activates() {
    FlatNode number = constant("number", Shape.of(1));
    return runs(List.of(number), FusedOps.swish(probe(), number.output(0)));
  }

  private boolean runs(List<FlatNode> inputs, FlatNode node) {
    List<FlatNode> nodes = new ArrayList<>(inputs);
    nodes.add(node);
    return !evaluator.evaluate(nodes, List.of(node.output(0))).isEmpty();
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
