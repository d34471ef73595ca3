package io.attributable.graph.hoist;

import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.number;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.text;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.types;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.Nodes;
import io.attributable.graph.tape.control.Branches;
import io.attributable.graph.tape.control.LoopBody;
import io.attributable.graph.tensor.TensorRef;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RegisteredGradient;
import org.tensorflow.proto.TensorProto;

/** Loops and branches that are given what variables hold, and those that need the variables. */
class HoistedReadsTest {
  private static final FunctionGraphs OPENED = new FunctionGraphs(graph -> graph);

  /** A loop over {@code x} that captures variable {@code w}. */
  private static MadeModel loop(MadeFunction body) {
    return loop(body, condition());
  }

  private static MadeModel loop(
      MadeFunction body, MadeFunction condition, NodeDef.Builder... more) {
    return MadeModel.fromXtoY(
            variable("w", 3),
            node("loop", "While", "x", "w")
                .putAttr("T", types(DataType.DT_FLOAT, DataType.DT_RESOURCE))
                .putAttr("output_shapes", Nodes.shapes(Nodes.shape(-1, 3), Nodes.shape()))
                .putAttr("cond", Nodes.function("cond"))
                .putAttr("body", Nodes.function("body")),
            op("y", "Identity", "loop"))
        .nodes(more)
        .function(captures(body))
        .function(captures(condition));
  }

  private static MadeFunction captures(MadeFunction function) {
    function.proto().getSignatureBuilder().getInputArgBuilder(1).setType(DataType.DT_RESOURCE);
    return function;
  }

  private static MadeFunction body(NodeDef.Builder... nodes) {
    MadeFunction body = function("body", "a", "w").nodes(nodes).returns("next", "m:z:0");
    body.returns("kept", "w")
        .proto()
        .getSignatureBuilder()
        .getOutputArgBuilder(1)
        .setType(DataType.DT_RESOURCE);
    return body;
  }

  private static MadeFunction condition() {
    return truth(function("cond", "a", "w"));
  }

  private static MadeFunction truth(MadeFunction function) {
    TensorProto.Builder yes =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_BOOL)
            .setTensorShape(Nodes.shape())
            .addBoolVal(true);
    function.nodes(constant("yes", yes)).returns("goOn", "yes:output:0");
    function.proto().getSignatureBuilder().getOutputArgBuilder(0).setType(DataType.DT_BOOL);
    return function;
  }

  private static MadeFunction reading() {
    return body(read("r", "w"), op("m", "Mul", "a", "r:value:0"));
  }

  private static FunctionGraph bodyOf(FlatGraph graph) {
    return LoopBody.open(graph, graph.node("loop"), OPENED);
  }

  @Test
  void aLoopTakesWhatItsVariableHolds() {
    FlatGraph graph = HoistedReads.of(loop(reading()).flatten(), OPENED);
    FlatNode loop = graph.node("loop");
    TensorRef given = loop.inputs().get(1);
    assertThat(graph.node(given.node()).op()).isEqualTo("ReadVariableOp");
    assertThat(graph.type(given)).isEqualTo(DataType.DT_FLOAT);
    assertThat(loop.outputs()).extracting(FlatNode.Output::type).containsOnly(DataType.DT_FLOAT);
    assertThat(loop.attribute("T").getList().getTypeList()).containsOnly(DataType.DT_FLOAT);
    assertThat(loop.attribute("output_shapes").getList().getShape(1)).isEqualTo(Nodes.shape(3));
    FunctionGraph body = bodyOf(graph);
    assertThat(body.passesThrough(1)).isTrue();
    assertThat(body.graph().byName().values())
        .extracting(FlatNode::op)
        .containsExactlyInAnyOrder("Placeholder", "Placeholder", "Mul");
    assertThat(LoopBody.condition(graph, loop, OPENED).arguments()).hasSize(2);
    assertThat(FrozenVariables.variables(graph)).extracting(FlatNode::name).containsExactly("w");
  }

  @Test
  void soDoesTheConditionOfALoop() {
    MadeFunction condition = truth(function("cond", "a", "w").nodes(read("r", "w")));
    condition.runs("r");
    FlatGraph graph = HoistedReads.of(loop(reading(), condition).flatten(), OPENED);
    assertThat(LoopBody.condition(graph, graph.node("loop"), OPENED).graph().node("r").op())
        .isEqualTo("Identity");
  }

  @Test
  void aBranchWithinALoopIsGivenTheValue() {
    MadeModel model =
        loop(body(
                constant("choice", 1),
                node("m", "If", "choice:output:0", "a", "w")
                    .putAttr("Tcond", type(DataType.DT_FLOAT))
                    .putAttr("Tin", types(DataType.DT_FLOAT, DataType.DT_RESOURCE))
                    .putAttr("Tout", types(DataType.DT_FLOAT))
                    .putAttr("then_branch", Nodes.function("reads"))
                    .putAttr("else_branch", Nodes.function("gathers"))))
            .function(
                captures(
                    function("reads", "a", "w")
                        .nodes(read("r", "w"), op("p", "Mul", "a", "r:value:0"))
                        .returns("z", "p:z:0")))
            .function(captures(gathers()));
    model.meta().getGraphDefBuilder().getLibraryBuilder().getFunctionBuilderList().stream()
        .filter(function -> function.getSignature().getName().equals("body"))
        .forEach(function -> function.putRet("next", "m:output:0"));
    FlatGraph graph = HoistedReads.of(model.flatten(), OPENED);
    FlatGraph body = bodyOf(graph).graph();
    FlatNode choice = body.node("m");
    assertThat(choice.attribute("Tin").getList().getTypeList()).containsOnly(DataType.DT_FLOAT);
    assertThat(Branches.open(body, choice, OPENED))
        .allSatisfy(
            branch ->
                assertThat(branch.graph().byName().values())
                    .noneMatch(inner -> inner.outputs().get(0).type() == DataType.DT_RESOURCE));
  }

  private static MadeFunction gathers() {
    TensorProto.Builder first =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Nodes.shape())
            .addIntVal(0);
    return function("gathers", "a", "w")
        .nodes(
            constant("first", first),
            node("g", "ResourceGather", "w", "first:output:0")
                .putAttr("dtype", type(DataType.DT_FLOAT))
                .putAttr("Tindices", type(DataType.DT_INT32))
                .putAttr("batch_dims", number(0)),
            op("p", "Mul", "a", "g:output:0"))
        .returns("z", "p:z:0");
  }

  @Test
  void aLoopThatWritesToItsVariableKeepsTheHandle() {
    MadeFunction body =
        body(
            read("r", "w"),
            op("m", "Mul", "a", "r:value:0"),
            node("grow", "AssignAddVariableOp", "w", "r:value:0")
                .putAttr("dtype", type(DataType.DT_FLOAT)));
    assertUnchanged(loop(body.runs("grow")));
  }

  @Test
  void aVariableThatIsWrittenToOutsideOfTheLoopIsLeftAlone() {
    assertUnchanged(
        loop(
                reading(),
                condition(),
                constant("one", 1),
                node("set", "AssignVariableOp", "w", "one")
                    .putAttr("dtype", type(DataType.DT_FLOAT)),
                op("z", "Identity", "loop").addInput("^set"))
            .output("z", "z:0"));
  }

  @Test
  void aHandleThatLeavesTheLoopIsAHandle() {
    assertUnchanged(
        loop(reading(), condition(), read("after", "loop:1"), op("z", "Mul", "loop", "after"))
            .output("z", "z:0"));
  }

  @Test
  void aReadOfAnotherTypeIsNoReadOfTheValue() {
    assertUnchanged(
        loop(
            body(
                read("r", "w").putAttr("dtype", type(DataType.DT_INT32)),
                node("c", "Cast", "r:value:0")
                    .putAttr("SrcT", type(DataType.DT_INT32))
                    .putAttr("DstT", type(DataType.DT_FLOAT)),
                op("m", "Mul", "a", "c:y:0"))));
  }

  @Test
  void bodiesWithGradientsOfTheirAuthorsStay() {
    MadeModel model =
        loop(
            body(
                read("r", "w"),
                op("m", "Mul", "a", "r:value:0").putAttr("_gradient_op_type", text("Own"))));
    model
        .meta()
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addRegisteredGradients(
            RegisteredGradient.newBuilder().setRegisteredOpType("Own").setGradientFunc("body"));
    assertUnchanged(model);
  }

  private static void assertUnchanged(MadeModel model) {
    FlatGraph graph = model.flatten();
    assertThat(HoistedReads.of(graph, OPENED)).isSameAs(graph);
  }
}
