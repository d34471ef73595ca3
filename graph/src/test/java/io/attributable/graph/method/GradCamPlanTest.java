package io.attributable.graph.method;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.shapes;
import static io.attributable.graph.made.Nodes.text;
import static io.attributable.graph.made.Nodes.type;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.tensor.TensorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Where the channels of a tensor lie, as far as the ops around it tell. */
class GradCamPlanTest {
  /** Of as many channels as rows and columns, so that a transposition does not show. */
  private static final long[] IMAGE = {-1, 8, 8, 8};

  private static final GradCamPlan PLAN = new GradCamPlan(new GradCam());

  private static NodeDef.Builder conv(String name, String input, String format) {
    AttrValue ones =
        AttrValue.newBuilder()
            .setList(AttrValue.ListValue.newBuilder().addI(1).addI(1).addI(1).addI(1))
            .build();
    return image(op(name, "Conv2D", input, "filter"))
        .putAttr("strides", ones)
        .putAttr("padding", text("SAME"))
        .putAttr("data_format", text(format));
  }

  /** Each shape is an object of its own, as those of files are. */
  private static NodeDef.Builder image(NodeDef.Builder node) {
    return node.putAttr("_output_shapes", shapes(shape(IMAGE)));
  }

  /** A scaled image, convolved twice, added to the first convolution. */
  private static FlatGraph residual(String format) {
    return MadeModel.model()
        .nodes(
            placeholder("x", IMAGE),
            constant("scale", 2),
            constant("filter", 1),
            image(op("scaled", "Mul", "x", "scale")),
            conv("conv1", "scaled", format),
            image(op("relu1", "Relu", "conv1")),
            conv("conv2", "relu1", format),
            image(op("sum", "AddV2", "relu1", "conv2")),
            image(op("relu2", "Relu", "sum")),
            op("y", "Abs", "relu2"))
        .input("x", "x:0")
        .output("y", "y:0")
        .flatten();
  }

  private static void check(GradCamPlan plan, FlatGraph graph, String node) {
    TensorRef tensor = new TensorRef(node, 0);
    plan.check(
        graph, new TensorInfo(tensor, tensor.toString(), graph.type(tensor), graph.shape(tensor)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "scaled", "conv1", "relu1", "conv2", "sum", "relu2"})
  void channelsInDimensionOneAreRefusedUnlessAskedFor(String node) {
    FlatGraph graph = residual("NCHW");
    assertRefused(ErrorCode.METHOD_NOT_APPLICABLE, () -> check(PLAN, graph, node))
        .hasMessageContaining("has its channels in dimension 1")
        .hasMessageContaining("channel-axis");
    check(new GradCamPlan(new GradCam(false, 1)), graph, node);
    check(PLAN, residual("NHWC"), node);
  }

  @Test
  void whatIsTransposedIsAnotherLayout() {
    FlatGraph graph =
        MadeModel.model()
            .nodes(
                placeholder("x", IMAGE),
                constant("filter", 1),
                node("order", "Placeholder").putAttr("dtype", type(DataType.DT_INT32)),
                conv("conv", "x", "NCHW"),
                image(op("turned", "Transpose", "conv", "order"))
                    .putAttr("Tperm", type(DataType.DT_INT32)),
                image(op("relu", "Relu", "turned")),
                op("y", "Abs", "relu"))
            .input("x", "x:0")
            .output("y", "y:0")
            .flatten();
    assertThatCode(() -> check(PLAN, graph, "relu")).doesNotThrowAnyException();
    assertRefused(ErrorCode.METHOD_NOT_APPLICABLE, () -> check(PLAN, graph, "conv"));
  }
}
