package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.attributable.Mode;
import io.attributable.Optimisation;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;

/** Where several ops become one, and where they must not. */
class FusedKernelsTest extends NodesFixture {
  private static final TensorRef RESULT = new TensorRef("result", 0);
  private static final Set<Optimisation> FUSED = Set.of(Optimisation.FUSED_KERNELS);

  @ParameterizedTest
  @CsvSource({
    "Conv2D, SAME, 3, 1, 1",
    "Conv2D, VALID, 2, 1, 1",
    "Conv2D, SAME, 3, 2, 1",
    "Conv2D, VALID, 1, 2, 1",
    "Conv2D, VALID, 2, 1, 2",
    "Conv2D, EXPLICIT, 3, 2, 1",
    "DepthwiseConv2dNative, SAME, 3, 1, 1",
    "DepthwiseConv2dNative, VALID, 2, 2, 1",
    "DepthwiseConv2dNative, SAME, 3, 1, 2"
  })
  void normalisationsBecomePartOfConvolutions(
      String op, String padding, int side, int stride, int dilation) {
    assumeTrue(op.equals("Conv2D") || convolvesEach());
    FlatNode convolved = convolution(op, padding, side, stride, dilation, 6);
    normalised("result", convolved);
    check("_Fused" + op.replace("Native", ""), Set.of("FusedBatchNormV3", op));
  }

  /** The op that does both knows no such paddings. */
  @Test
  void channelsOneByOneInsideExplicitPaddingsStay() {
    normalised("result", convolution("DepthwiseConv2dNative", "EXPLICIT", 3, 1, 1, 6));
    check("FusedBatchNormV3", Set.of("_FusedDepthwiseConv2dNative"));
  }

  /** As exporters write it that know no such op, behind a bias, and with two of them in a row. */
  @Test
  void whateverIsDonePerChannelIs() {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    FlatNode biased = perChannel("biased", "BiasAdd", convolved, Shape.of(6));
    FlatNode less = perChannel("less", "Sub", biased, Shape.of(1, 1, 6));
    FlatNode scaled = perChannel("scaled", "Mul", less, Shape.of(1, 1, 1, 6));
    FlatNode more = perChannel("more", "AddV2", scaled, Shape.of(6));
    normalised("result", more);
    check("_FusedConv2D", Set.of("BiasAdd", "Sub", "Mul", "AddV2", "FusedBatchNormV3", "Conv2D"));
  }

  /** Numbers along another axis, one per place, or one less than the image are not per channel. */
  @ParameterizedTest
  @CsvSource({"AddV2, 6 1", "Mul, 6 6", "Mul, 6 6 1", "AddV2, 2 6 6 6"})
  void whatIsNotPerChannelStays(String op, String shape) {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    long[] sizes = List.of(shape.split(" ")).stream().mapToLong(Long::parseLong).toArray();
    perChannel("result", op, convolved, Shape.of(sizes));
    assertThat(ops(optimised(Set.of(), Set.of()))).contains(op, "Conv2D");
  }

  /** What is subtracted from is no image with numbers subtracted from it. */
  @Test
  void theOrderOfADifferenceCounts() {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    FlatNode numbers = constant("numbers", random(Shape.of(6)));
    node("result", "Sub", List.of(numbers, convolved), Map.of(), shape(convolved));
    check("Sub", Set.of("_FusedConv2D"));
  }

  @Test
  void aConvolutionThatOthersTakeStays() {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    FlatNode scaled = perChannel("scaled", "Mul", convolved, Shape.of(6));
    node("result", "AddV2", List.of(scaled, convolved), Map.of(), shape(convolved));
    check("Conv2D", Set.of("_FusedConv2D"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"convolved", "scaled"})
  void whatIsFetchedIsThere(String fetched) {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    FlatNode scaled = perChannel("scaled", "Mul", convolved, Shape.of(6));
    perChannel("result", "AddV2", scaled, Shape.of(6));
    TensorRef wanted = new TensorRef(fetched, 0);
    Collection<FlatNode> optimised = optimised(Set.of(), Set.of(wanted));
    assertThat(optimised).anyMatch(node -> node.name().equals(fetched));
    assertClose(run(optimised, wanted), run(nodes, wanted));
    assertClose(run(optimised, RESULT), run(nodes, RESULT));
  }

  /**
   * At a non-differentiable point the gradient depends on the side a value lies on: rounding must
   * not change it.
   */
  @ParameterizedTest
  @CsvSource({
    "Relu, scaled, false",
    "Relu, result, true",
    "Abs, scaled, false",
    "Tanh, scaled, true",
    "Sigmoid, scaled, true",
    "Sqrt, scaled, false",
    "Rsqrt, scaled, false",
    "Log, scaled, false",
    "Floor, result, false",
    "Floor, scaled, false"
  })
  void nonDifferentiableOpsBehindTheLayerForbidIt(
      String activation, String explained, boolean fused) {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    FlatNode scaled = perChannel("scaled", "Mul", convolved, Shape.of(6));
    FlatNode activated = node("activated", activation, List.of(scaled), Map.of(), shape(convolved));
    node("result", "Neg", List.of(activated), Map.of(), shape(convolved));
    Set<TensorRef> layer = Set.of(new TensorRef(explained, 0));
    assertThat(ops(optimised(layer, layer)).contains("_FusedConv2D")).isEqualTo(fused);
  }

  /** The gradient of a ReLU is linear in the gradient it takes, and asks of what the ReLU made. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gatesMayTakeOtherLastDigitsInGradients(boolean gradient) {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    FlatNode scaled = perChannel("scaled", "Mul", convolved, Shape.of(6));
    FlatNode other = constant("other", random(shape(convolved)));
    List<FlatNode> inputs = gradient ? List.of(scaled, other) : List.of(other, scaled);
    node("result", "ReluGrad", inputs, Map.of(), shape(convolved));
    assertThat(ops(optimised(Set.of(), Set.of())).contains("_FusedConv2D")).isEqualTo(gradient);
  }

  /** TensorFlow's convolutions that have a ReLU in them would make zeros of these. */
  @ParameterizedTest
  @ValueSource(strings = {"Conv2D", "DepthwiseConv2dNative"})
  void whatIsNotANumberStaysSo(String op) {
    assumeTrue(op.equals("Conv2D") || convolvesEach());
    FlatNode broken =
        constant(
            "broken",
            numbers(
                Shape.of(2, 6, 6, 3),
                () -> random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian()));
    FlatNode convolved = convolution(op, "SAME", 3, 1, 1, 6, broken);
    FlatNode scaled = perChannel("scaled", "Mul", convolved, Shape.of(6));
    node("result", "Relu", List.of(scaled), Map.of(), shape(convolved));
    check("Relu", Set.of("Mul"));
  }

  @Test
  void aProductWithTheOwnSigmoidIsOneOp() {
    assumeTrue(activates());
    FlatNode image = constant("image", random(Shape.of(3, 40)));
    FlatNode sigmoid = node("sigmoid", "Sigmoid", List.of(image), Map.of(), shape(image));
    node("result", "Mul", List.of(sigmoid, image), Map.of(), shape(image));
    check("_MklSwish", Set.of("Sigmoid", "Mul"));
  }

  @Test
  void aSigmoidThatGradientsTakeStays() {
    FlatNode image = constant("image", random(Shape.of(3, 40)));
    FlatNode sigmoid = node("sigmoid", "Sigmoid", List.of(image), Map.of(), shape(image));
    FlatNode swish = node("swish", "Mul", List.of(image, sigmoid), Map.of(), shape(image));
    node("result", "AddV2", List.of(swish, sigmoid), Map.of(), shape(image));
    check("Sigmoid", Set.of("_MklSwish"));
  }

  @ParameterizedTest
  @CsvSource({"1, false, true", "1, true, true", "2, false, false"})
  void nothingIsMultipliedByOne(float factor, boolean first, boolean leftOut) {
    FlatNode image = constant("image", random(Shape.of(3, 4)));
    FlatNode number = constant("number", scalar(factor));
    List<FlatNode> inputs = first ? List.of(number, image) : List.of(image, number);
    FlatNode product = node("product", "Mul", inputs, Map.of(), shape(image));
    node("result", "Neg", List.of(product), Map.of(), shape(image));
    PlanNodes plan = plan(Set.of(), Set.of());
    new Optimiser(Set.of(Optimisation.SHARED_NODES), ConstantFolding::evaluate).optimise(plan);
    assertThat(ops(plan.all()).contains("Mul")).isEqualTo(!leftOut);
    assertThat(run(plan.all(), RESULT)).isEqualTo(run(nodes, RESULT));
  }

  /** The root of a square is |x|, not differentiable at 0; with a positive value added it is. */
  @Test
  void normalisedLayersAreFused() {
    FlatNode convolved = convolution("Conv2D", "SAME", 3, 1, 1, 6);
    FlatNode scaled = perChannel("scaled", "Mul", convolved, Shape.of(6));
    FlatNode square = node("square", "Square", List.of(scaled), Map.of(), shape(convolved));
    FlatNode epsilon = constant("epsilon", scalar(0.001f));
    FlatNode away = node("away", "AddV2", List.of(square, epsilon), Map.of(), shape(convolved));
    node("result", "Rsqrt", List.of(away), Map.of(), shape(convolved));
    Set<TensorRef> layer = Set.of(new TensorRef("scaled", 0));
    assertThat(ops(optimised(layer, layer))).contains("_FusedConv2D");
  }

  /** Not all kernels for fused convolutions know groups. */
  @Test
  void groupsOfChannelsStay() {
    normalised("result", pointwise(constant("filter", random(Shape.of(1, 1, 1, 6)))));
    check("Conv2D", Set.of("_FusedConv2D"));
  }

  @Test
  void nodesOfTheModelKeepTheirNames() {
    FlatNode filter = constant("result/filter", random(Shape.of(1, 1, 3, 6)));
    normalised("result", pointwise(filter));
    Set<TensorRef> taken = Set.of(filter.output(0));
    Collection<FlatNode> optimised = optimised(Set.of(), taken);
    assertThat(ops(optimised)).contains("_FusedConv2D");
    assertThat(run(optimised, filter.output(0))).isEqualTo(run(nodes, filter.output(0)));
    assertClose(run(optimised, RESULT), run(nodes, RESULT));
  }

  /** Some builds have kernels under these names that do nothing at all. */
  @Test
  void kernelsThatGiveNothingAreNotUsed() {
    normalised("result", convolution("Conv2D", "SAME", 3, 1, 1, 6));
    PlanNodes plan = plan(Set.of(), Set.of());
    TensorProto nothing = numbers(Shape.of(0), () -> 0);
    new Optimiser(FUSED, (all, wanted) -> Map.of(wanted.get(0), nothing)).optimise(plan);
    assertThat(ops(plan.all())).contains("Conv2D", "FusedBatchNormV3");
  }

  /** Nothing is done where this build of TensorFlow has no such kernels. */
  @Test
  void withoutKernelsAllStays() {
    normalised("result", convolution("Conv2D", "SAME", 3, 1, 1, 6));
    PlanNodes plan = plan(Set.of(), Set.of());
    new Optimiser(FUSED, (all, wanted) -> Map.of()).optimise(plan);
    assertThat(ops(plan.all())).contains("Conv2D", "FusedBatchNormV3");
  }

  /** ReLU 6, leaky ReLU and max pooling lie between the stem and the concatenation. */
  @ParameterizedTest
  @CsvSource({"stem, 1, 0, 0", "concat, 3, 1, 1"})
  void modelsAreFusedUnlessNonDifferentiableOpsForbidIt(
      String layer, int plain, int each, int swishes) {
    try (AttributableModel model = model(EnumSet.allOf(Optimisation.class))) {
      List<String> ops = planned(model, layer);
      assertThat(ops.stream().filter("_FusedConv2D"::equals)).hasSize(plain);
      assertThat(ops.stream().filter("_FusedDepthwiseConv2dNative"::equals))
          .hasSize(convolvesEach() ? each : 0);
      assertThat(ops.stream().filter("_MklSwish"::equals)).hasSize(activates() ? swishes : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stem", "concat", "transposed", "project"})
  void explanationsAreTheSame(String layer) {
    try (AttributableModel fused = model(EnumSet.allOf(Optimisation.class));
        AttributableModel plain = model(EnumSet.complementOf(EnumSet.copyOf(FUSED)))) {
      Closeness.assertClose(layer, explained(fused, layer), explained(plain, layer), 2e-6);
    }
  }

  private static AttributableModel model(Set<Optimisation> optimisations) {
    return AttributableModel.load(
        Fixtures.model("k3_cnn"),
        ModelOptions.defaults().weights(WeightSource.FROZEN).optimisations(optimisations));
  }

  private static List<String> planned(AttributableModel model, String layer) {
    PreparedSignature signature = model.loaded().prepared(model.defaultSignature().name());
    return Plans.lease(
            signature,
            List.of(signature.layers().resolve(layer, Port.OUTPUT)),
            "probs",
            TargetKind.INDICES)
        .plan()
        .plan()
        .graph()
        .getNodeList()
        .stream()
        .map(NodeDef::getOp)
        .toList();
  }

  private static NdArray<?> explained(AttributableModel model, String layer) {
    FloatNdArray images = NdArrays.ofFloats(Shape.of(2, 10, 10, 3));
    Random pixels = new Random(11);
    images.scalars().forEach(pixel -> pixel.setFloat((float) pixels.nextGaussian()));
    return LayerGradientXActivation.on(model)
        .layers(layer)
        .mode(Mode.GLOBAL)
        .input("image", images)
        .target(Target.of(1))
        .attribute()
        .get(layer)
        .tensor()
        .values();
  }

  /**
   * Whether there is a kernel at all: TensorFlow uses oneDNN where the processor is made for it.
   */
  private static boolean convolvesEach() {
    NodeDef.Builder convolution =
        NodeDef.newBuilder()
            .setOp("_FusedDepthwiseConv2dNative")
            .addAllInput(List.of("one", "one", "bias"))
            .putAttr("num_args", Attributes.of(1L))
            .putAttr("fused_ops", AttrValue.newBuilder().setList(texts("BiasAdd")).build())
            .putAttr("strides", Attributes.of(List.of(1L, 1L, 1L, 1L)))
            .putAttr(
                "padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("SAME")).build());
    return gives(convolution, 2);
  }

  private static boolean activates() {
    return gives(NodeDef.newBuilder().setOp("_MklSwish").addInput("one"), 0.73106);
  }

  private static AttrValue.ListValue texts(String text) {
    return AttrValue.ListValue.newBuilder().addS(ByteString.copyFromUtf8(text)).build();
  }

  private static boolean gives(NodeDef.Builder node, double expected) {
    GraphDef.Builder proto =
        GraphDef.newBuilder()
            .addNode(one("one", Shape.of(1, 1, 1, 1)))
            .addNode(one("bias", Shape.of(1)))
            .addNode(node.setName("tried").putAttr("T", Attributes.of(DataType.DT_FLOAT)));
    try (Graph graph = new Graph()) {
      graph.importGraphDef(proto.build());
      try (Session session = new Session(graph);
          Result result = session.runner().fetch("tried").run()) {
        return Math.abs(((TFloat32) result.get(0)).getFloat(0, 0, 0, 0) - expected) < 1e-3;
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      return false;
    }
  }

  private static NodeDef one(String name, Shape shape) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", Attributes.of(DataType.DT_FLOAT))
        .putAttr("value", AttrValue.newBuilder().setTensor(numbers(shape, () -> 1)).build())
        .build();
  }

  private void check(String there, Set<String> gone) {
    Collection<FlatNode> optimised = optimised(Set.of(), Set.of());
    assertThat(ops(optimised))
        .anyMatch(op -> op.startsWith(there))
        .doesNotContainAnyElementsOf(gone);
    assertClose(run(optimised, RESULT), run(nodes, RESULT));
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Float.isNaN(expected[i])) {
        assertThat(actual[i]).isNaN();
      } else {
        assertThat(actual[i]).isCloseTo(expected[i], within(3e-5f));
      }
    }
  }

  private static List<String> ops(Collection<FlatNode> nodes) {
    return nodes.stream().map(FlatNode::op).toList();
  }

  private Collection<FlatNode> optimised(Set<TensorRef> explained, Set<TensorRef> fetched) {
    PlanNodes plan = plan(explained, fetched);
    new Optimiser(FUSED, ConstantFolding::evaluate).optimise(plan);
    return plan.all();
  }

  private PlanNodes plan(Set<TensorRef> explained, Set<TensorRef> more) {
    List<TensorRef> fetched = new ArrayList<>(more);
    fetched.remove(RESULT);
    fetched.add(RESULT);
    PlanNodes plan = new PlanNodes(nodes, Set.of(), Set.copyOf(fetched), explained, node -> true);
    plan.prune();
    return plan;
  }

  private FlatNode convolution(
      String op, String padding, int side, int stride, int dilation, int channels) {
    FlatNode image = constant("image", random(Shape.of(2, 6, 6, 3)));
    return convolution(op, padding, side, stride, dilation, channels, image);
  }

  private FlatNode convolution(
      String op, String padding, int side, int stride, int dilation, int channels, FlatNode image) {
    boolean each = op.startsWith("Depthwise");
    Shape filter = Shape.of(side, side, 3, each ? channels / 3 : channels);
    Map<String, AttrValue> attributes = new HashMap<>();
    attributes.put("strides", Attributes.of(List.of(1L, (long) stride, (long) stride, 1L)));
    attributes.put("dilations", Attributes.of(List.of(1L, (long) dilation, (long) dilation, 1L)));
    attributes.put(
        "padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(padding)).build());
    int around = 0;
    if (padding.equals("EXPLICIT")) {
      attributes.put("explicit_paddings", Attributes.of(List.of(0L, 0L, 1L, 2L, 2L, 1L, 0L, 0L)));
      around = 3;
    }
    int reach = padding.equals("SAME") ? 0 : (side - 1) * dilation;
    int size = (6 + around - reach + stride - 1) / stride;
    return node(
        "convolved",
        op,
        List.of(image, constant("filter", random(filter))),
        attributes,
        Shape.of(2, size, size, channels));
  }

  private FlatNode pointwise(FlatNode filter) {
    FlatNode image = constant("image", random(Shape.of(2, 6, 6, 3)));
    Map<String, AttrValue> attributes = new HashMap<>();
    attributes.put("strides", Attributes.of(List.of(1L, 1L, 1L, 1L)));
    attributes.put("padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("SAME")).build());
    return node("convolved", "Conv2D", List.of(image, filter), attributes, Shape.of(2, 6, 6, 6));
  }

  private FlatNode perChannel(String name, String op, FlatNode image, Shape numbers) {
    FlatNode constant = constant(name + "_numbers", random(numbers));
    return node(name, op, List.of(image, constant), Map.of(), shape(image));
  }

  private void normalised(String name, FlatNode image) {
    Shape channels = Shape.of(6);
    TensorProto variance = numbers(channels, random::nextDouble);
    Map<String, AttrValue> attributes = new HashMap<>();
    attributes.put("U", Attributes.of(DataType.DT_FLOAT));
    attributes.put("epsilon", AttrValue.newBuilder().setF(0.1f).build());
    attributes.put("is_training", Attributes.of(false));
    node(
        name,
        "FusedBatchNormV3",
        List.of(
            image,
            constant(name + "_scale", random(channels)),
            constant(name + "_offset", random(channels)),
            constant(name + "_mean", random(channels)),
            constant(name + "_variance", variance)),
        attributes,
        shape(image));
  }

  private static TensorProto scalar(float number) {
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(Types.proto(Shape.scalar()))
        .addFloatVal(number)
        .build();
  }

  private static Shape shape(FlatNode node) {
    return node.outputs().get(0).shape();
  }
}
