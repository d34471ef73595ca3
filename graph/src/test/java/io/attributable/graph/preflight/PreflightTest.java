package io.attributable.graph.preflight;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.MadeModel.model;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.shapes;
import static io.attributable.graph.made.Nodes.text;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.UnusedTensor;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.Nodes;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.NonDifferentiableOp;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/** What preflights say about models whose obstacles are known. */
class PreflightTest {
  @Test
  void layerOnTheWayIsExplainable() {
    LayerPreflight hidden =
        only(fromXtoY(op("hidden/Tanh", "Tanh", "x"), op("y", "Relu", "hidden/Tanh")), "hidden");
    assertThat(hidden)
        .isEqualTo(
            new LayerPreflight(
                "hidden",
                Port.OUTPUT,
                "y",
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()));
    assertThat(hidden.explainable()).isTrue();
  }

  @Test
  void opWithoutRuleIsNamedWithALayerBehindAndATensorBeforeIt() {
    LayerPreflight hidden = only(opaque(), "hidden");
    assertThat(hidden.reachable()).isTrue();
    assertThat(hidden.differentiable()).isFalse();
    assertThat(hidden.blockedBy())
        .contains(new NonDifferentiableOp("Opaque", "middle/Opaque", Optional.of("middle")));
    assertThat(hidden.remedies())
        .containsExactly(
            "Explain layer \"middle\" instead, the nearest behind that node from which gradients"
                + " reach the output.",
            "Explain towards \"tensor:before/Tanh:0\" (float32, of layer \"before\"), the"
                + " last floating-point tensor before that node.");
    assertThat(hidden.problem().orElseThrow())
        .hasMessage(
            "[NoGradient] Layer \"hidden\" cannot be explained towards output \"y\": op Opaque of"
                + " node \"middle/Opaque\" lies between them and has no gradient. "
                + String.join(" ", hidden.remedies()));
  }

  @Test
  void remediesForAnOpWithoutRuleWork() {
    Preflight preflight = Preflight.of(opaque().layers());
    preflight.check("middle", Port.OUTPUT, "y");
    preflight.check("hidden", Port.OUTPUT, "tensor:before/Tanh:0");
    assertRefused(ErrorCode.NO_GRADIENT, () -> preflight.check("hidden", Port.OUTPUT, "y"));
    assertRefused(ErrorCode.NO_GRADIENT, () -> preflight.check("middle", Port.INPUT, "y"));
  }

  @Test
  void layerOfWhichOnlyOneWayIsBlockedCannotBeExplained() {
    MadeModel model =
        withOpaqueOp(
            fromXtoY(
                op("hidden/Tanh", "Tanh", "x"),
                op("side/Opaque", "Opaque", "hidden/Tanh"),
                op("y", "AddV2", "hidden/Tanh", "side/Opaque")));
    assertThat(only(model, "hidden").problem().orElseThrow().code())
        .isEqualTo(ErrorCode.NO_GRADIENT);
  }

  @Test
  void stopOpIsNamedThatIsNearestToTheOutput() {
    MadeModel model =
        fromXtoY(
            op("hidden/Tanh", "Tanh", "x"),
            op("mask/Sign", "Sign", "hidden/Tanh"),
            op("scores/Relu", "Relu", "hidden/Tanh"),
            op("codes/Round", "Round", "scores/Relu"),
            op("y", "Mul", "codes/Round", "mask/Sign"));
    LayerPreflight hidden = only(model, "hidden");
    assertThat(hidden.reachable()).isTrue();
    assertThat(hidden.blockedBy())
        .contains(new NonDifferentiableOp("Round", "codes/Round", Optional.of("codes")));
    assertThat(hidden.remedies())
        .containsExactly(
            "Explain layer \"codes\" instead, the nearest behind that node from which gradients"
                + " reach the output.",
            "Explain towards \"tensor:scores/Relu:0\" (float32, of layer \"scores\"), the"
                + " last floating-point tensor before that node.");
    assertThat(hidden.problem().orElseThrow().code()).isEqualTo(ErrorCode.UNUSED_LAYER);
  }

  @Test
  void wayThroughAShapeIsNone() {
    MadeModel model =
        fromXtoY(
                op("hidden/Tanh", "Tanh", "x"),
                op("z", "Neg", "hidden/Tanh"),
                op("size/Shape", "Shape", "hidden/Tanh")
                    .putAttr("out_type", type(DataType.DT_INT32)),
                op("flat/Reshape", "Reshape", "x", "size/Shape")
                    .putAttr("Tshape", type(DataType.DT_INT32)),
                op("y", "Relu", "flat/Reshape"))
            .output("z", "z:0");
    LayerPreflight hidden = report(model, "hidden").get(0);
    assertThat(hidden.reachable()).isFalse();
    assertThat(hidden.blockedBy()).isEmpty();
    assertThat(hidden.remedies())
        .containsExactly("Explain towards output \"z\", which depends on it.");
  }

  @Test
  void outputOfIntegersIsTracedBackToWhatWasChosenFrom() {
    LayerPreflight hidden = only(classifier(), "hidden");
    assertThat(hidden.reachable()).isTrue();
    assertThat(hidden.differentiable()).isFalse();
    assertThat(hidden.blockedBy())
        .contains(new NonDifferentiableOp("ArgMax", "best/ArgMax", Optional.of("best")));
    assertThat(hidden.remedies())
        .containsExactly(
            "Explain towards \"tensor:scores/Relu:0\" (float32, of layer \"scores\"), the"
                + " last floating-point tensor before that node.");
    assertThat(hidden.problem().orElseThrow().code()).isEqualTo(ErrorCode.OUTPUT_NOT_FLOAT);
  }

  @Test
  void layerRightBeforeTheChoiceIsWhatOthersAreExplainedTowards() {
    assertThat(only(classifier(), "scores").remedies())
        .containsExactly(
            "It is the last floating-point tensor before that node itself: explain an earlier"
                + " layer, such as \"hidden\", towards \"tensor:scores/Relu:0\".");
  }

  @Test
  void inputRightBeforeTheChoiceIsSentNowhere() {
    MadeModel model =
        withOpaqueOp(fromXtoY(op("only/Opaque", "Opaque", "x"), op("y", "Relu", "only/Opaque")));
    LayerPreflight input =
        Preflight.of(model.layers())
            .report(List.of(new LayerPort("only", Port.INPUT)), null)
            .layers()
            .get(0);
    assertThat(input.problem().orElseThrow().code()).isEqualTo(ErrorCode.NO_GRADIENT);
    assertThat(input.remedies()).containsExactly("Explain its output instead.");
    LayerPreflight fed =
        Preflight.of(model.layers())
            .report(List.of(new LayerPort("tensor:x:0", Port.OUTPUT)), null)
            .layers()
            .get(0);
    assertThat(fed.remedies())
        .containsExactly(
            "Explain layer \"only\" instead, the nearest behind that node from which gradients"
                + " reach the output.");
  }

  @Test
  void unusedLayerIsSentToTheOutputsThatUseIt() {
    MadeModel model =
        model()
            .nodes(
                placeholder("x", -1, 3),
                op("trunk/Tanh", "Tanh", "x"),
                op("left/Relu", "Relu", "trunk/Tanh"),
                op("right/Relu6", "Relu6", "trunk/Tanh"),
                op("far/Neg", "Neg", "right/Relu6"))
            .input("x", "x:0")
            .output("a", "left/Relu:0")
            .output("b", "right/Relu6:0")
            .output("c", "far/Neg:0");
    List<LayerPreflight> right = report(model, "right");
    assertThat(right).extracting(LayerPreflight::explainable).containsExactly(false, true, true);
    assertThat(right.get(0).remedies())
        .containsExactly("Explain towards one of the outputs \"b\", \"c\", which depend on it.");
    assertThat(report(model, "left").get(1).remedies())
        .containsExactly("Explain towards output \"a\", which depends on it.");
    Preflight preflight = Preflight.of(model.layers());
    assertThat(preflight.reportAll(List.of(Port.OUTPUT), null).isClear()).isTrue();
    assertThat(preflight.reportAll(List.of(Port.OUTPUT), "a").isClear()).isFalse();
  }

  @Test
  void tensorsThatTheOutputDoesNotDependOnAreNoObstacle() {
    MadeModel model =
        fromXtoY(
            op("pair/Tanh", "Tanh", "x"),
            op("pair/Relu", "Relu", "x"),
            op("pair/Exp", "Exp", "x"),
            op("aside/Neg", "Neg", "pair/Relu"),
            op("stopped/Stop", "StopGradient", "pair/Exp"),
            op("y", "AddV2", "pair/Tanh", "stopped/Stop"));
    LayerPreflight pair = only(model, "pair");
    assertThat(pair.explainable()).isTrue();
    assertThat(pair.differentiable()).isTrue();
    assertThat(pair.unused())
        .extracting(UnusedTensor::name, UnusedTensor::reason)
        .containsExactly(
            tuple("pair/Relu:0", "does not reach output \"y\""),
            tuple(
                "pair/Exp:0",
                "op StopGradient of node \"stopped/Stop\" lies between it and output \"y\" and"
                    + " passes no gradient"));
    Preflight preflight = Preflight.of(model.layers());
    ExplainedLayer explained =
        preflight.explained(
            model.layers().resolve("pair", Port.OUTPUT), OutputTensor.find(model.layers(), null));
    assertThat(explained.tensors().tensors())
        .extracting(TensorInfo::name)
        .containsExactly("pair/Tanh:0");
    assertThat(explained.unused()).isEqualTo(pair.unused());
  }

  @Test
  void tensorThatAnOpWithoutGradientBlocksStopsItsLayer() {
    MadeModel model =
        withOpaqueOp(
            fromXtoY(
                op("pair/Tanh", "Tanh", "x"),
                op("pair/Relu", "Relu", "x"),
                op("middle/Opaque", "Opaque", "pair/Relu"),
                op("y", "AddV2", "pair/Tanh", "middle/Opaque")));
    LayerPreflight pair = only(model, "pair");
    assertThat(pair.problem().orElseThrow().code()).isEqualTo(ErrorCode.NO_GRADIENT);
    assertThat(pair.unused()).isEmpty();
    assertThat(pair.remedies())
        .contains("Name those of its tensors that can be explained: \"tensor:pair/Tanh:0\".");
  }

  @Test
  void portOfIntegersIsNoFailureOfTheModelButOfWhoAsksForIt() {
    Preflight preflight = Preflight.of(words().layers());
    PreflightReport all = preflight.reportAll(List.of(Port.values()), null);
    assertThat(all.isClear()).isTrue();
    assertThat(all.layers()).hasSize(all.relevant().size() + 1);
    assertThat(all.layers().get(0).problem().orElseThrow())
        .hasMessageContaining("depends on the inputs: its input is int32 [?,10]. Explain its");
    assertThat(preflight.report(List.of(new LayerPort("floats", Port.INPUT)), null).isClear())
        .isFalse();
  }

  @Test
  void sideWithoutFloatsIsSentToTheOther() {
    List<LayerPreflight> sides =
        Preflight.of(words().layers()).reportAll(List.of(Port.values()), null).layers();
    assertThat(sides.get(0).layer()).isEqualTo("floats");
    assertThat(sides.get(0).problem().orElseThrow().code())
        .isEqualTo(ErrorCode.LAYER_WITHOUT_FLOATS);
    assertThat(sides.get(0).remedies()).containsExactly("Explain its output instead.");
    assertThat(sides.get(1).explainable()).isTrue();
  }

  @Test
  void whatToDoAboutALayerInABranchIsItsRemedyWhateverTheLayerAroundIsCalled() {
    MadeModel model =
        fromXtoY(
                constant("zero", 0),
                op("positive", "Greater", "x", "zero"),
                node("Explain me/branch", "StatelessIf", "positive", "x")
                    .putAttr("Tcond", type(DataType.DT_BOOL))
                    .putAttr("Tin", types(DataType.DT_FLOAT))
                    .putAttr("Tout", types(DataType.DT_FLOAT))
                    .putAttr("then_branch", Nodes.function("inner"))
                    .putAttr("else_branch", Nodes.function("inner")),
                op("y", "Relu", "Explain me/branch"))
            .function(
                MadeFunction.function("inner", "a")
                    .nodes(op("cell/Tanh", "Tanh", "a"))
                    .returns("r", "cell/Tanh:y:0"));
    LayerPreflight cell =
        Preflight.of(model.layers())
            .report(List.of(new LayerPort("cell", Port.OUTPUT)), null)
            .layers()
            .get(0);
    assertThat(cell.remedies()).containsExactly("Explain the enclosing layer \"Explain me\".");
    assertThat(cell.problem().orElseThrow())
        .hasMessageEndingWith("is taken. Explain the enclosing layer \"Explain me\".");
  }

  private static MadeModel words() {
    return model()
        .nodes(
            node("ids", "Placeholder")
                .putAttr("dtype", type(DataType.DT_INT32))
                .putAttr("_output_shapes", shapes(shape(-1, 10))),
            node("floats/Cast", "Cast", "ids")
                .putAttr("SrcT", type(DataType.DT_INT32))
                .putAttr("DstT", type(DataType.DT_FLOAT)),
            op("y", "Relu", "floats/Cast"))
        .input("ids", "ids:0", DataType.DT_INT32)
        .output("y", "y:0");
  }

  @Test
  void singleNumberIsTracedBackToWhatHasExamples() {
    MadeModel model =
        fromXtoY(
            op("hidden/Tanh", "Tanh", "x").putAttr("_output_shapes", shapes(shape(-1, 3))),
            op("rows/Relu", "Relu", "hidden/Tanh").putAttr("_output_shapes", shapes(shape(-1, 3))),
            constant("axes", ints(0, 1)),
            op("y", "Sum", "rows/Relu", "axes")
                .putAttr("Tidx", type(DataType.DT_INT32))
                .putAttr("_output_shapes", shapes(shape())));
    LayerPreflight hidden = only(model, "hidden");
    assertThat(hidden.differentiable()).isTrue();
    assertThat(hidden.problem().orElseThrow().code()).isEqualTo(ErrorCode.OUTPUT_WITHOUT_EXAMPLES);
    assertThat(hidden.remedies())
        .containsExactly(
            "Explain towards \"tensor:rows/Relu:0\" (float32 [?,3], of layer \"rows\"), the last"
                + " tensor before it that has a value per example.");
  }

  @Test
  void lostCustomGradientsAreNoted() {
    NodeDef.Builder custom = op("swish/Relu", "Relu", "hidden/Tanh");
    MadeModel model =
        fromXtoY(
            op("hidden/Tanh", "Tanh", "x"),
            custom.putAttr("_gradient_op_type", text("CustomGradient-12")),
            op("call/Neg", "Neg", "swish/Relu")
                .putAttr("_gradient_op_type", text("PartitionedCall-3")),
            op("y", "Relu6", "call/Neg"));
    assertThat(only(model, "hidden").notes())
        .extracting(PreflightNote::nodes)
        .containsExactly(List.of("swish/Relu"));
    assertThat(only(model, "call").notes()).isEmpty();
    model
        .function(MadeFunction.function("gradient", "dy").returns("dx", "dy"))
        .meta()
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addRegisteredGradientsBuilder()
        .setRegisteredOpType("CustomGradient-12")
        .setGradientFunc("gradient");
    assertThat(only(model, "hidden").notes()).isEmpty();
  }

  @Test
  void namesThatMeanNothingAreErrors() {
    Preflight preflight = Preflight.of(classifier().layers());
    assertRefused(
        ErrorCode.UNKNOWN_LAYER,
        () -> preflight.report(List.of(new LayerPort("hiden", Port.OUTPUT)), null));
    assertRefused(
        ErrorCode.UNKNOWN_OUTPUT, () -> preflight.reportAll(List.of(Port.OUTPUT), "hiden"));
  }

  private static MadeModel opaque() {
    return withOpaqueOp(
        fromXtoY(
            op("hidden/Relu", "Relu", "x"),
            op("before/Tanh", "Tanh", "hidden/Relu"),
            op("middle/Opaque", "Opaque", "before/Tanh"),
            op("behind/Tanh", "Tanh", "middle/Opaque"),
            op("y", "Relu6", "behind/Tanh")));
  }

  /** An op that nobody ever writes a rule for. */
  private static MadeModel withOpaqueOp(MadeModel model) {
    OpDef.ArgDef.Builder argument = OpDef.ArgDef.newBuilder().setTypeAttr("T");
    return model.libraryOp(
        OpDef.newBuilder()
            .setName("Opaque")
            .addInputArg(argument.setName("in"))
            .addOutputArg(argument.setName("out"))
            .addAttr(OpDef.AttrDef.newBuilder().setName("T").setType("type")));
  }

  private static MadeModel classifier() {
    return model()
        .nodes(
            placeholder("x", -1, 3),
            op("hidden/Tanh", "Tanh", "x"),
            op("scores/Relu", "Relu", "hidden/Tanh"),
            constant("axis", ints(1)),
            op("best/ArgMax", "ArgMax", "scores/Relu", "axis")
                .putAttr("Tidx", type(DataType.DT_INT32))
                .putAttr("output_type", type(DataType.DT_INT64)))
        .input("x", "x:0")
        .output("class", "best/ArgMax:0", DataType.DT_INT64);
  }

  private static TensorProto.Builder ints(int... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_INT32);
    for (int value : values) {
      tensor.addIntVal(value);
    }
    return tensor.setTensorShape(shape(values.length));
  }

  private static org.tensorflow.proto.TensorShapeProto shape(long... sizes) {
    return Nodes.shape(sizes);
  }

  private static List<LayerPreflight> report(MadeModel model, String layer) {
    return Preflight.of(model.layers())
        .report(List.of(new LayerPort(layer, Port.OUTPUT)), null)
        .layers();
  }

  private static LayerPreflight only(MadeModel model, String layer) {
    List<LayerPreflight> reports = report(model, layer);
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }
}
