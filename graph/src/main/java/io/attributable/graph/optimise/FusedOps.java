package io.attributable.graph.optimise;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/**
 * TensorFlow's fused ops. Its own optimiser writes them, and so its list of ops leaves them out.
 *
 * <p>Source: {@code tensorflow/core/grappler/optimizers/remapper.cc}.
 */
public final class FusedOps {
  private static final String PLAIN = "Conv2D";
  private static final OpDef SWISH = definition("_MklSwish");

  /** Fused ops with a bias, by the convolutions without. */
  private static final Map<String, OpDef> CONVOLUTIONS =
      Map.of(
          PLAIN,
          definition("_FusedConv2D"),
          "DepthwiseConv2dNative",
          definition("_FusedDepthwiseConv2dNative"));

  /** The attributes of both ops. */
  private static final Set<String> COMMON =
      Set.of("T", "strides", "padding", "explicit_paddings", "data_format", "dilations");

  private FusedOps() {}

  private static OpDef definition(String name) {
    return OpDef.newBuilder()
        .setName(name)
        .addOutputArg(OpDef.ArgDef.newBuilder().setName("output").setTypeAttr("T"))
        .build();
  }

  /** The definition of one of them, as far as plans have it. */
  static Optional<OpDef> find(String op) {
    return definitions().filter(definition -> definition.getName().equals(op)).findFirst();
  }

  /** Those that plans may have, though no model may bring them along. */
  public static Set<String> names() {
    return definitions().map(OpDef::getName).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<OpDef> definitions() {
    return Stream.concat(Stream.of(SWISH), CONVOLUTIONS.values().stream());
  }

  static boolean isConvolution(String op) {
    return CONVOLUTIONS.containsKey(op);
  }

  /** Whether a convolution takes explicit paddings. */
  static boolean hasExplicitPaddings(String op) {
    return op.equals(PLAIN);
  }

  /**
   * A convolution that adds a bias.
   *
   * @param op the convolution without it
   * @param last what makes the same, under the same name
   * @param inputs image, filter and bias
   * @param attributes those of the convolution without it
   */
  static FlatNode convolution(
      String op, FlatNode last, List<TensorRef> inputs, Map<String, AttrValue> attributes) {
    Map<String, AttrValue> all = new HashMap<>(attributes);
    all.keySet().retainAll(COMMON);
    all.put("num_args", Attributes.of(1L));
    all.put(
        "fused_ops",
        list(AttrValue.ListValue.newBuilder().addS(ByteString.copyFromUtf8("BiasAdd"))));
    if (op.equals(PLAIN)) {
      all.put("TArgs", list(AttrValue.ListValue.newBuilder().addType(DataType.DT_FLOAT)));
    }
    return replacement(last, Objects.requireNonNull(CONVOLUTIONS.get(op)), inputs, all);
  }

  /** The product of a tensor with its own sigmoid, replacing a node. */
  static FlatNode swish(FlatNode product, TensorRef tensor) {
    return replacement(
        product, SWISH, List.of(tensor), Map.of("T", Attributes.of(DataType.DT_FLOAT)));
  }

  private static AttrValue list(AttrValue.ListValue.Builder values) {
    return AttrValue.newBuilder().setList(values).build();
  }

  private static FlatNode replacement(
      FlatNode node, OpDef definition, List<TensorRef> inputs, Map<String, AttrValue> attributes) {
    return node.withOp(definition, attributes)
        .withInputs(inputs)
        .withOutputs(node.outputs().subList(0, 1));
  }
}
