package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import io.attributable.graph.optimise.Optimisation;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/** Gradients of convolutions written as convolutions, held against TensorFlow's own op for them. */
class OptimisedConvolutionTest {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();
  private static final TensorRef RESULT = new TensorRef("gradient", 0);

  private final Random random = new Random(7);
  private final List<FlatNode> nodes = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "SAME,  3, 3, 1, 8, 7, true",
    "SAME,  2, 4, 1, 8, 7, true",
    "SAME,  1, 1, 1, 5, 5, true",
    "SAME,  5, 1, 1, 6, 9, true",
    "VALID, 3, 2, 1, 8, 7, true",
    "VALID, 1, 1, 1, 4, 6, true",
    "SAME,  1, 1, 2, 8, 6, true",
    "SAME,  1, 1, 2, 7, 5, true",
    "VALID, 1, 1, 3, 8, 7, true",
    "SAME,  3, 3, 2, 8, 7, false",
    "VALID, 2, 2, 2, 8, 8, false"
  })
  void flat(String padding, int high, int wide, int stride, int height, int width, boolean turned) {
    Shape filter = Shape.of(high, wide, 3, 5);
    int[] out = {size(padding, height, high, stride), size(padding, width, wide, stride)};
    FlatNode factors = constant("factors", random(Shape.of(5)));
    FlatNode dy = constant("dy", random(Shape.of(2, out[0], out[1], 5)));
    FlatNode scaled =
        node("scaled", "Mul", List.of(dy, factors), Map.of(), dy.outputs().get(0).shape());
    backward("Conv2DBackpropInput", filter, scaled, padding, Shape.of(2, height, width, 3), stride);
    check("Conv2DBackpropInput", turned);
  }

  @ParameterizedTest
  @CsvSource({"SAME, 3, 1, true", "SAME, 5, 1, true", "SAME, 3, 2, false", "VALID, 3, 1, false"})
  void depthwise(String padding, int side, int stride, boolean turned) {
    int out = size(padding, 8, side, stride);
    FlatNode factors = constant("factors", random(Shape.of(1, 1, 1, 4)));
    FlatNode dy = constant("dy", random(Shape.of(2, out, out, 4)));
    FlatNode scaled =
        node("scaled", "Mul", List.of(factors, dy), Map.of(), dy.outputs().get(0).shape());
    String op = "DepthwiseConv2dNativeBackpropInput";
    backward(op, Shape.of(side, side, 4, 1), scaled, padding, Shape.of(2, 8, 8, 4), stride);
    check(op, turned);
  }

  /** Each channel of the image makes two, which no plain convolution brings together again. */
  @ParameterizedTest
  @CsvSource("SAME")
  void severalResultsPerChannelStay(String padding) {
    FlatNode dy = constant("dy", random(Shape.of(1, 6, 6, 8)));
    String op = "DepthwiseConv2dNativeBackpropInput";
    backward(op, Shape.of(3, 3, 4, 2), dy, padding, Shape.of(1, 6, 6, 4), 1);
    check(op, false);
  }

  @ParameterizedTest
  @CsvSource({"SAME, 3, 1, true", "SAME, 1, 1, true", "VALID, 3, 1, false", "SAME, 3, 2, false"})
  void deep(String padding, int side, int stride, boolean turned) {
    int out = size(padding, 6, side, stride);
    FlatNode dy = constant("dy", random(Shape.of(1, out, out, out, 5)));
    String op = "Conv3DBackpropInputV2";
    backward(op, Shape.of(side, side, side, 2, 5), dy, padding, Shape.of(1, 6, 6, 6, 2), stride);
    check(op, turned);
  }

  /** Factors that are not one per channel of the gradient belong to no filter. */
  @ParameterizedTest
  @CsvSource({"1,6,1", "6,6,5", "1,1,1"})
  void otherFactorsStay(int height, int width, int channels) {
    FlatNode factors = constant("factors", random(Shape.of(height, width, channels)));
    FlatNode dy = constant("dy", random(Shape.of(1, 6, 6, 5)));
    FlatNode scaled =
        node("scaled", "Mul", List.of(dy, factors), Map.of(), dy.outputs().get(0).shape());
    backward("Conv2DBackpropInput", Shape.of(3, 3, 2, 5), scaled, "SAME", Shape.of(1, 6, 6, 2), 1);
    assertThat(optimised()).anyMatch(node -> node.name().equals("scaled"));
    check("Conv2DBackpropInput", true);
  }

  private static int size(String padding, int image, int filter, int stride) {
    int places = padding.equals("SAME") ? image : image - filter + 1;
    return (places + stride - 1) / stride;
  }

  private void check(String op, boolean turned) {
    Collection<FlatNode> optimised = optimised();
    assertThat(optimised.stream().anyMatch(node -> node.op().equals(op))).isEqualTo(!turned);
    float[] expected = run(nodes);
    float[] actual = run(optimised);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(2e-5f));
    }
  }

  private Collection<FlatNode> optimised() {
    PlanNodes plan = new PlanNodes(nodes, Set.of(), Set.of(RESULT));
    new Optimiser(Set.of(Optimisation.FORWARD_CONVOLUTIONS), (all, wanted) -> Map.of())
        .optimise(plan);
    return plan.all();
  }

  private void backward(
      String op, Shape filter, FlatNode dy, String padding, Shape image, int stride) {
    List<Long> strides = new ArrayList<>();
    for (int axis = 0; axis < image.numDimensions(); axis++) {
      strides.add(axis == 0 || axis == image.numDimensions() - 1 ? 1L : stride);
    }
    TensorProto.Builder sizes =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.of(image.numDimensions())));
    for (long size : image.asArray()) {
      sizes.addIntVal((int) size);
    }
    Map<String, AttrValue> attributes = new HashMap<>();
    attributes.put(
        "strides",
        AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder().addAllI(strides)).build());
    attributes.put(
        "padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(padding)).build());
    if (op.startsWith("Conv3D")) {
      attributes.put("Tshape", AttrValue.newBuilder().setType(DataType.DT_INT32).build());
    }
    node(
        "gradient",
        op,
        List.of(constant("sizes", sizes.build()), constant("filter", random(filter)), dy),
        attributes,
        image);
  }

  private TensorProto random(Shape shape) {
    float[] values = new float[(int) shape.size()];
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      bytes.putFloat((float) random.nextGaussian());
    }
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(Types.proto(shape))
        .setTensorContent(ByteString.copyFrom(bytes.array()))
        .build();
  }

  private FlatNode constant(String name, TensorProto value) {
    Map<String, AttrValue> attributes =
        Map.of(
            "value", AttrValue.newBuilder().setTensor(value).build(),
            "dtype", AttrValue.newBuilder().setType(value.getDtype()).build());
    return add(name, "Const", List.of(), attributes, Types.shape(value.getTensorShape()));
  }

  private FlatNode node(
      String name, String op, List<FlatNode> inputs, Map<String, AttrValue> more, Shape shape) {
    Map<String, AttrValue> attributes = new HashMap<>(more);
    attributes.put("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build());
    return add(name, op, inputs, attributes, shape);
  }

  private FlatNode add(
      String name,
      String op,
      List<FlatNode> inputs,
      Map<String, AttrValue> attributes,
      Shape shape) {
    OpDef definition = OPS.find(op).orElseThrow();
    DataType type = NodeOutputs.types(definition, attributes).get(0);
    FlatNode node =
        new FlatNode(
            name,
            name,
            0,
            definition,
            inputs.stream().map(input -> input.output(0)).toList(),
            List.of(),
            attributes,
            List.of(new FlatNode.Output(type, shape)));
    nodes.add(node);
    return node;
  }

  private static float[] run(Collection<FlatNode> nodes) {
    GraphDef.Builder proto = GraphDef.newBuilder();
    nodes.forEach(node -> proto.addNode(node.toProto()));
    try (Graph graph = new Graph()) {
      graph.importGraphDef(proto.build());
      try (Session session = new Session(graph);
          Result result = session.runner().fetch("gradient").run()) {
        double[] numbers = Numbers.of(result.get(0));
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) numbers[i];
        }
        return floats;
      }
    }
  }
}
