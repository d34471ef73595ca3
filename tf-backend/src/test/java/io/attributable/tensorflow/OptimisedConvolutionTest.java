package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import io.attributable.Optimisation;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Gradients of convolutions written as convolutions, held against TensorFlow's own op for them. */
class OptimisedConvolutionTest extends NodesFixture {
  private static final TensorRef RESULT = new TensorRef("gradient", 0);

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
    float[] expected = run(nodes, RESULT);
    float[] actual = run(optimised, RESULT);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(2e-5f));
    }
  }

  private Collection<FlatNode> optimised() {
    PlanNodes plan = new PlanNodes(nodes, Set.of(), Set.of(RESULT), Set.of(), node -> true);
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
}
