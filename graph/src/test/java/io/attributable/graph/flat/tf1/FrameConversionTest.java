package io.attributable.graph.flat.tf1;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.text;
import static io.attributable.graph.made.Nodes.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.Nodes;
import io.attributable.graph.preflight.Preflight;
import io.attributable.preflight.LayerPreflight;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Loops of TensorFlow 1 in graphs made by hand. */
class FrameConversionTest {
  @Test
  void aLoopBecomesOneNodeUnderTheNamesItHad() {
    FlatGraph graph = doubling().layers().graph();
    assertThat(ops(graph)).contains("While", "Identity").doesNotContain("Enter", "Exit", "Merge");
    FlatNode exit = graph.node("loop/Exit");
    FlatNode loop = graph.node(exit.inputs().get(0).node());
    assertThat(loop.op()).isEqualTo("While");
    assertThat(loop.inputs().get(0).node()).isEqualTo("hidden/Tanh");
    assertThat(loop.attribute("T").getList().getTypeList())
        .containsExactly(DataType.DT_FLOAT, DataType.DT_FLOAT);
  }

  @Test
  void whatDoesNotChangeIsHandedOn() {
    FlatGraph graph = doubling().layers().graph();
    FlatNode loop = graph.node(graph.node("loop/Exit").inputs().get(0).node());
    FunctionGraph body = graph.function(loop.attribute("body").getFunc(), loop.outputs());
    assertThat(body.passesThrough(0)).isFalse();
    assertThat(body.passesThrough(1)).isTrue();
  }

  @Test
  void gradientsGetThrough() {
    assertThat(hidden(doubling()).explainable()).isTrue();
  }

  @Test
  void whatMakesNoLoopIsSentToAnotherExport() {
    MadeModel model =
        fromXtoY(
            op("hidden/Tanh", "Tanh", "x"),
            enter("loop/Enter", "hidden/Tanh", false),
            op("loop/Exit", "Exit", "loop/Enter"),
            op("y", "Relu", "loop/Exit"));
    assertRefused(ErrorCode.UNSUPPORTED_SIGNATURE, model::layers)
        .hasMessageContaining("node \"loop/Enter\"")
        .hasMessageContaining("tf.compat.v1.enable_control_flow_v2()");
  }

  @Test
  void whatComesFromTheMidstOfALoopIsNoOutput() {
    MadeModel model = doubling("loop/Add");
    assertRefused(ErrorCode.UNSUPPORTED_SIGNATURE, model::layers)
        .hasMessageContaining("is of a loop of TensorFlow 1");
  }

  @Test
  void aConditionThatAsksNothingIsRefusedUnderALimitAsWell() {
    MadeModel model =
        fromXtoY(
            enter("loop/Enter", "x", false),
            op("loop/Merge", "Merge", "loop/Enter", "loop/Next").putAttr("N", Nodes.number(2)),
            node("loop/LoopCond", "LoopCond"),
            op("loop/Switch", "Switch", "loop/Merge", "loop/LoopCond"),
            op("loop/Exit", "Exit", "loop/Switch"),
            op("loop/Next", "NextIteration", "loop/Switch:1"),
            op("y", "Relu", "loop/Exit"));
    assertRefused(
            ErrorCode.CORRUPT_MODEL,
            () -> SignatureFlattener.flatten(model.file(), MadeModel.SIGNATURE, 10))
        .hasMessageContaining("loop/LoopCond");
  }

  /** Doubles a number until it is no longer less than another one. */
  private static MadeModel doubling() {
    return doubling("loop/Exit");
  }

  private static MadeModel doubling(String result) {
    return fromXtoY(
        op("hidden/Tanh", "Tanh", "x"),
        constant("most", 8),
        enter("loop/Enter", "hidden/Tanh", false),
        enter("loop/Most", "most", true),
        op("loop/Merge", "Merge", "loop/Enter", "loop/Next").putAttr("N", Nodes.number(2)),
        op("loop/Less", "Less", "loop/Merge", "loop/Most"),
        node("loop/LoopCond", "LoopCond", "loop/Less"),
        op("loop/Switch", "Switch", "loop/Merge", "loop/LoopCond"),
        op("loop/Exit", "Exit", "loop/Switch"),
        op("loop/Identity", "Identity", "loop/Switch:1"),
        op("loop/Add", "AddV2", "loop/Identity", "loop/Identity"),
        op("loop/Next", "NextIteration", "loop/Add"),
        op("y", "Relu", result));
  }

  private static NodeDef.Builder enter(String name, String input, boolean constant) {
    return node(name, "Enter", input)
        .putAttr("T", type(DataType.DT_FLOAT))
        .putAttr("frame_name", text("loop"))
        .putAttr("is_constant", Attributes.of(constant));
  }

  private static LayerPreflight hidden(MadeModel model) {
    return Preflight.of(model.layers())
        .report(List.of(new LayerPort("hidden", Port.OUTPUT)), null)
        .layers()
        .get(0);
  }

  private static List<String> ops(FlatGraph graph) {
    return StreamSupport.stream(graph.nodes().spliterator(), false).map(FlatNode::op).toList();
  }
}
