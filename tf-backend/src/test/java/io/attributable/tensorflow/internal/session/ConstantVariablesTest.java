package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.Internals;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;

/** Large constants become variables, and nothing else changes. */
class ConstantVariablesTest {
  private static final Shape IMAGES = Shape.of(2, 9, 9, 16);
  private static final Random RANDOM = new Random(5);

  private final List<FlatNode> nodes = new ArrayList<>();

  @BeforeAll
  static void library() {
    Internals.requireNativeLibrary();
  }

  private FlatNode add(NodeBuilder node, String name) {
    FlatNode built = node.build(name);
    nodes.add(built);
    return built;
  }

  private FlatNode images() {
    return add(NodeBuilder.placeholder(DataType.DT_FLOAT, IMAGES), "images");
  }

  private FlatNode constant(String name, long... sizes) {
    Shape shape = Shape.of(sizes);
    ByteBuffer bytes =
        ByteBuffer.allocate((int) shape.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < shape.size(); i++) {
      bytes.putFloat((float) RANDOM.nextGaussian());
    }
    return add(
        NodeBuilder.constant(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(Types.proto(shape))
                .setTensorContent(ByteString.copyFrom(bytes.array()))
                .build()),
        name);
  }

  private FlatNode convolution(FlatNode images, FlatNode filter, String name) {
    return add(
        NodeBuilder.of("Conv2D")
            .input(images)
            .input(filter)
            .with("strides", Attributes.of(List.of(1L, 1L, 1L, 1L)))
            .with("padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("SAME")).build()),
        name);
  }

  private FlatNode biased(FlatNode x, FlatNode bias, String name) {
    return add(NodeBuilder.of("BiasAdd").input(x).input(bias), name);
  }

  private GraphDef graph() {
    GraphDef.Builder graph = GraphDef.newBuilder();
    nodes.forEach(node -> graph.addNode(node.toProto()));
    return graph.build();
  }

  private static String op(ConstantVariables lean, String name) {
    return lean.graph().getNodeList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .map(NodeDef::getOp)
        .orElse("none");
  }

  @Test
  void productsAreThoseOfOneDnn() {
    assumeTrue(OneDnn.isThere(), "TensorFlow runs without oneDNN here");
    FlatNode rows = constant("rows", 64, 80);
    FlatNode product =
        add(
            NodeBuilder.of("MatMul")
                .input(rows)
                .input(constant("weights", 96, 80))
                .with("transpose_b", Attributes.of(true))
                .with("grad_a", Attributes.of(false)),
            "product");
    FlatNode stacks = constant("stacks", 3, 8, 8);
    add(NodeBuilder.of("BatchMatMul").input(stacks).input(stacks), "stack");
    add(NodeBuilder.of("BatchMatMulV2").input(stacks).input(stacks), "broadcast");
    ConstantVariables lean = ConstantVariables.of(graph(), Set.of("product", "stack", "broadcast"));
    assertThat(op(lean, "product")).isEqualTo("_MklMatMul");
    assertThat(op(lean, "stack")).isEqualTo("_MklBatchMatMul");
    assertThat(op(lean, "broadcast")).isEqualTo("BatchMatMulV2");
    try (SessionGraph session = SessionGraph.empty(Internals.sessionConfig())) {
      assertThat(fetched(session, session.importPlan(graph()), product.name()))
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(
              fetched(
                  session,
                  session.importLeanPlan(graph(), Set.of("product"), PlanParts.NONE, PlanWork.NONE),
                  product.name()));
    }
  }

  /** oneDNN's kernels end the process, or do not know the attribute at all. */
  @Test
  void gradientsWithPaddingsOfTheirOwnStay() {
    assumeTrue(OneDnn.isThere(), "TensorFlow runs without oneDNN here");
    FlatNode sizes = add(NodeBuilder.constant(fourSizes()), "sizes");
    FlatNode filter = constant("filter", 3, 3, 4, 4);
    FlatNode dy = constant("dy", 1, 4, 4, 4);
    gradient("plain", sizes, filter, dy, "SAME", 1);
    gradient("dilated", sizes, filter, dy, "SAME", 2);
    gradient("explicit", sizes, filter, dy, "EXPLICIT", 1);
    ConstantVariables lean = ConstantVariables.of(graph(), Set.of());
    assertThat(op(lean, "plain")).isEqualTo("_MklNativeConv2DBackpropInput");
    assertThat(op(lean, "dilated")).isEqualTo("Conv2DBackpropInput");
    assertThat(op(lean, "explicit")).isEqualTo("Conv2DBackpropInput");
  }

  private static TensorProto fourSizes() {
    TensorProto.Builder sizes =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.of(4)));
    List.of(1, 4, 4, 4).forEach(sizes::addIntVal);
    return sizes.build();
  }

  private void gradient(
      String name, FlatNode sizes, FlatNode filter, FlatNode dy, String padding, long dilation) {
    add(
        NodeBuilder.of("Conv2DBackpropInput")
            .input(sizes)
            .input(filter)
            .input(dy)
            .with("T", Attributes.of(DataType.DT_FLOAT))
            .with("strides", Attributes.of(List.of(1L, 1L, 1L, 1L)))
            .with("dilations", Attributes.of(List.of(1L, dilation, dilation, 1L)))
            .with("padding", Attributes.of(padding)),
        name);
  }

  private static float[] fetched(SessionGraph session, String prefix, String name) {
    try (Result result = session.session().runner().fetch(prefix + "/" + name).run()) {
      TFloat32 all = (TFloat32) result.get(0);
      float[] values = new float[(int) all.size()];
      all.asRawTensor().data().asFloats().read(values);
      return values;
    }
  }

  @Test
  void convolutionsKeepTheirFiltersPrepared() {
    assumeTrue(OneDnn.isThere(), "TensorFlow runs without oneDNN here");
    FlatNode images = images();
    FlatNode filter = constant("filter", 3, 3, 16, 32);
    FlatNode first = convolution(images, filter, "first");
    biased(first, constant("bias", 32), "biased");
    ConstantVariables lean = ConstantVariables.of(graph(), Set.of("images", "biased"));
    assertThat(lean.values()).containsOnlyKeys("filter");
    assertThat(op(lean, "filter")).isEqualTo("ReadVariableOp");
    assertThat(op(lean, "first")).isEqualTo("none");
    assertThat(op(lean, "biased")).isEqualTo("_MklNativeConv2DWithBias");
    assertThat(op(lean, "bias")).isEqualTo("Const");
    ConstantVariables kept = ConstantVariables.of(graph(), Set.of("images", "first", "biased"));
    assertThat(op(kept, "first")).isEqualTo("_MklNativeConv2D");
    assertThat(op(kept, "biased")).isEqualTo("BiasAdd");
  }

  /** TensorFlow puts a pad before a convolution into it, for constant filters only. */
  @Test
  void filtersBehindPadsStayConstants() {
    assumeTrue(OneDnn.isThere(), "TensorFlow runs without oneDNN here");
    TensorProto.Builder paddings =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.of(4, 2)));
    List.of(0, 0, 1, 1, 1, 1, 0, 0).forEach(paddings::addIntVal);
    FlatNode sizes = add(NodeBuilder.constant(paddings.build()), "paddings");
    FlatNode padded = add(NodeBuilder.of("Pad").input(images()).input(sizes), "padded");
    convolution(padded, constant("filter", 3, 3, 16, 32), "last");
    ConstantVariables lean = ConstantVariables.of(graph(), Set.of("images", "last"));
    assertThat(lean.values()).isEmpty();
    assertThat(lean.graph()).isEqualTo(graph());
  }

  /** Kernels for constants and for variables may add up in other orders. */
  @Test
  void resultsAreThoseOfConstants() {
    FlatNode images = images();
    FlatNode first = convolution(images, constant("filter", 3, 3, 16, 32), "first");
    FlatNode biased = biased(first, constant("bias", 32), "biased");
    FlatNode second = convolution(biased, constant("other", 3, 3, 32, 64), "second");
    FlatNode shared = constant("shared", 9, 9, 64);
    FlatNode sum = add(NodeBuilder.of("AddV2").input(second).input(shared), "sum");
    add(NodeBuilder.of("Mul").input(sum).input(shared), "last");
    float[] plain = run(false);
    float[] lean = run(true);
    assertThat(lean).hasSameSizeAs(plain);
    for (int i = 0; i < plain.length; i++) {
      assertThat(lean[i]).isCloseTo(plain[i], offset(2e-4f + 4e-6f * Math.abs(plain[i])));
    }
    assertThat(plain).isNotEqualTo(new float[plain.length]);
  }

  /** Runs twice: what is prepared at the first run is used at the second. */
  private float[] run(boolean lean) {
    try (SessionGraph session = SessionGraph.empty(Internals.sessionConfig())) {
      String prefix =
          lean
              ? session.importLeanPlan(
                  graph(), Set.of("images", "last"), PlanParts.NONE, PlanWork.NONE)
              : session.importPlan(graph());
      Random random = new Random(9);
      float[] values = new float[(int) IMAGES.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      float[] last = new float[0];
      try (TFloat32 images = TFloat32.tensorOf(IMAGES, DataBuffers.of(values))) {
        for (int i = 0; i < 2; i++) {
          try (Result result =
              session
                  .session()
                  .runner()
                  .feed(prefix + "/images", images)
                  .fetch(prefix + "/last")
                  .run()) {
            TFloat32 all = (TFloat32) result.get(0);
            last = new float[(int) all.size()];
            all.copyTo(DataBuffers.of(last));
          }
        }
      }
      return last;
    }
  }
}
