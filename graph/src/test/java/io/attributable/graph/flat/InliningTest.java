package io.attributable.graph.flat;

import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.filledIn;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.number;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.shapes;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.types;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

class InliningTest {
  private static final MadeFunction RELU =
      function("relu", "a")
          .nodes(op("block/act", "Relu", "a"))
          .returns("r", "block/act:activations:0");

  @Test
  void aCallBecomesTheBodyOfItsFunction() {
    FlatGraph graph = MadeModel.fromXtoY(call("y", "relu", "x")).function(RELU).flatten();
    assertThat(graph.byName().keySet()).containsExactly("x", "y/block/act");
    FlatNode relu = graph.node("y/block/act");
    assertThat(relu.op()).isEqualTo("Relu");
    assertThat(relu.inputs()).containsExactly(new TensorRef("x", 0));
    assertThat(relu.scopedName()).isEqualTo("block/act");
    assertThat(relu.instance()).isEqualTo(1);
    assertThat(graph.signature().output("y").orElseThrow().tensor())
        .isEqualTo(new TensorRef("y/block/act", 0));
  }

  @Test
  void nodesBelowACallsNameAreToldFromThoseOfItsFunction() {
    FlatGraph graph =
        MadeModel.fromXtoY(
                call("c", "relu", "x"),
                op("c/block/act", "Tanh", "c"),
                call("c_", "relu", "c/block/act"),
                op("c_/block/act", "Elu", "c_"),
                op("y", "Identity", "c_/block/act"))
            .function(RELU)
            .flatten();
    assertThat(graph.nodes())
        .extracting(FlatNode::op)
        .containsExactly("Placeholder", "Relu", "Tanh", "Relu", "Elu", "Identity");
    assertThat(graph.node("c/block/act").op()).isEqualTo("Tanh");
    assertThat(graph.node("c_/block/act").op()).isEqualTo("Elu");
    assertThat(graph.byName()).hasSize(6);
  }

  @Test
  void functionsThatCallFunctionsAreInlinedToTheBottom() {
    MadeFunction outer =
        function("outer", "a")
            .nodes(call("part/inner", "relu", "a"), op("tanh", "Tanh", "part/inner:output:0"))
            .returns("r", "tanh:y:0");
    FlatGraph graph =
        MadeModel.fromXtoY(call("scope/top", "outer", "x"), op("y", "Relu", "scope/top"))
            .function(outer)
            .function(RELU)
            .flatten();
    assertThat(graph.byName().keySet())
        .containsExactly("x", "scope/top/part/inner/block/act", "scope/top/tanh", "y");
    assertThat(graph.nodes())
        .extracting(FlatNode::scopedName)
        .containsExactly("x", "scope/part/block/act", "scope/tanh", "y");
    assertThat(graph.node("y").inputs()).containsExactly(new TensorRef("scope/top/tanh", 0));
  }

  @Test
  void aFunctionCalledTwiceGetsTwoCopies() {
    FlatGraph graph =
        MadeModel.fromXtoY(call("once", "relu", "x"), call("y", "relu", "once"))
            .function(RELU)
            .flatten();
    assertThat(graph.byName().keySet()).containsExactly("x", "once/block/act", "y/block/act");
    assertThat(graph.nodes()).extracting(FlatNode::instance).containsExactly(0, 1, 2);
    assertThat(graph.node("y/block/act").inputs())
        .containsExactly(new TensorRef("once/block/act", 0));
  }

  @Test
  void aScopeKnowsWhichBodyOpenedIt() {
    MadeFunction outer =
        function("outer", "a")
            .nodes(call("shared/call", "relu", "a"))
            .returns("r", "shared/call:output:0");
    FlatGraph graph =
        MadeModel.fromXtoY(call("once", "outer", "x"), call("y", "outer", "once"))
            .function(outer)
            .function(RELU)
            .flatten();
    FlatNode first = graph.node("once/shared/call/block/act");
    FlatNode second = graph.node("y/shared/call/block/act");
    assertThat(graph.opener(first, "shared")).isEqualTo(1);
    assertThat(graph.opener(first, "shared/block")).isEqualTo(2).isEqualTo(first.instance());
    assertThat(graph.opener(second, "shared")).isEqualTo(3);
    assertThat(graph.opener(second, "shared/block")).isEqualTo(second.instance());
  }

  @Test
  void aFunctionMayBeCalledByItsName() {
    MadeFunction two =
        function("two", "a")
            .nodes(op("n", "Relu", "a"), op("m", "Tanh", "a"))
            .returns("first", "n:activations:0")
            .returns("second", "m:y:0");
    MadeFunction outer =
        function("outer", "a")
            .nodes(node("c", "two", "a"), op("sum", "AddV2", "c:second:0", "c:first:0"))
            .returns("r", "sum:z:0");
    FlatGraph graph =
        MadeModel.fromXtoY(node("t", "two", "x"), node("o", "outer", "t:1"), op("y", "Relu", "o"))
            .function(two)
            .function(outer)
            .flatten();
    assertThat(graph.node("o/sum").inputs())
        .containsExactly(new TensorRef("o/c/m", 0), new TensorRef("o/c/n", 0));
    assertThat(graph.node("o/c/n").inputs()).containsExactly(new TensorRef("t/m", 0));
  }

  @Test
  void anArgumentMayBeReturnedAsItIs() {
    MadeFunction through = function("through", "a", "b").returns("r", "b").returns("q", "a");
    FlatGraph graph =
        MadeModel.fromXtoY(
                placeholder("z", -1, 3), call("c", "through", "x", "z"), op("y", "Relu", "c:0"))
            .input("z", "z:0")
            .function(through)
            .flatten();
    assertThat(graph.node("y").inputs()).containsExactly(new TensorRef("z", 0));
  }

  @Test
  void defaultsOfAttributesAreTakenFromTheOp() {
    FlatNode product = MadeModel.fromXtoY(op("y", "MatMul", "x", "x")).flatten().node("y");
    assertThat(product.attributes()).containsOnlyKeys("T");
    assertThat(product.attribute("transpose_a").getB()).isFalse();
    assertThat(product.attribute("T").getType()).isEqualTo(DataType.DT_FLOAT);
  }

  @Test
  void whatTheCallerFillsInGoesAllTheWayDown() {
    MadeFunction inner =
        function("inner", "a")
            .nodes(node("n", "Relu", "a").putAttr("T", filledIn("U")))
            .returns("r", "n:activations:0");
    MadeFunction outer =
        function("outer", "a")
            .nodes(calling("c", "inner", "U", filledIn("T")))
            .returns("r", "c:output:0");
    FlatGraph graph =
        MadeModel.fromXtoY(
                cast("half", "x", DataType.DT_FLOAT, DataType.DT_HALF),
                calling("h", "outer", "T", type(DataType.DT_HALF)).setInput(0, "half"),
                cast("y", "h", DataType.DT_HALF, DataType.DT_FLOAT))
            .function(inner)
            .function(outer)
            .flatten();
    assertThat(graph.node("h/c/n").attribute("T").getType()).isEqualTo(DataType.DT_HALF);
    assertThat(graph.type(new TensorRef("h/c/n", 0))).isEqualTo(DataType.DT_HALF);
  }

  private static NodeDef.Builder cast(String name, String x, DataType from, DataType to) {
    return node(name, "Cast", x).putAttr("SrcT", type(from)).putAttr("DstT", type(to));
  }

  private static NodeDef.Builder calling(
      String name, String function, String attribute, AttrValue value) {
    NodeDef.Builder call = call(name, function, "a");
    AttrValue.Builder given = call.getAttrOrThrow("f").toBuilder();
    given.getFuncBuilder().putAttr(attribute, value);
    return call.putAttr("f", given.build());
  }

  @Test
  void outputsOfSeveralArgumentsCountOn() {
    MadeFunction moments =
        function("moments", "a", "b")
            .nodes(
                node("n", "FusedBatchNormV3", "a", "b", "b", "b", "b")
                    .putAttr("T", type(DataType.DT_FLOAT))
                    .putAttr("U", type(DataType.DT_FLOAT)),
                op("m", "Relu", "n:batch_variance:0"))
            .returns("r", "m:activations:0");
    FlatGraph graph =
        MadeModel.fromXtoY(call("y", "moments", "x", "x")).function(moments).flatten();
    assertThat(graph.node("y/m").inputs()).containsExactly(new TensorRef("y/n", 2));
    assertThat(graph.node("y/n").outputs()).hasSize(6);
  }

  @Test
  void outputsOfNumberedArgumentsCountOn() {
    MadeFunction split =
        function("split", "a")
            .nodes(op("n", "Unpack", "a").putAttr("num", number(3)), op("m", "Relu", "n:output:2"))
            .returns("r", "m:activations:0");
    FlatGraph graph = MadeModel.fromXtoY(call("y", "split", "x")).function(split).flatten();
    assertThat(graph.node("y/m").inputs()).containsExactly(new TensorRef("y/n", 2));
  }

  @Test
  void outputsOfListsOfTypesCountOn() {
    MadeFunction list =
        function("list", "a")
            .nodes(
                node("n", "IdentityN", "a", "a")
                    .putAttr("T", types(DataType.DT_FLOAT, DataType.DT_FLOAT)),
                op("m", "Relu", "n:output:1"))
            .returns("r", "m:activations:0");
    FlatGraph graph = MadeModel.fromXtoY(call("y", "list", "x")).function(list).flatten();
    assertThat(graph.node("y/m").inputs()).containsExactly(new TensorRef("y/n", 1));
  }

  @Test
  void shapesAreThoseTheFileStates() {
    FlatGraph graph =
        MadeModel.fromXtoY(
                op("n", "Relu", "x").putAttr("_output_shapes", shapes(shape(-1, 8))),
                op("y", "Relu", "n"))
            .flatten();
    assertThat(graph.shape(new TensorRef("n", 0)).asArray()).containsExactly(-1, 8);
    assertThat(graph.shape(new TensorRef("y", 0)).isUnknown()).isTrue();
    assertThat(graph.node("n").attributes()).doesNotContainKey("_output_shapes");
  }

  @Test
  void colocationIsDropped() {
    NodeDef.Builder placed = op("y", "Relu", "x").putAttr("_class", types()).setDevice("/GPU:0");
    NodeDef proto = MadeModel.fromXtoY(placed).flatten().node("y").toProto();
    assertThat(proto.getAttrMap()).containsOnlyKeys("T");
    assertThat(proto.getDevice()).isEmpty();
  }

  @Test
  void variablesAreHandedIntoFunctions() {
    MadeFunction dense =
        function("dense", "a", "w")
            .nodes(read("read", "w"), op("n", "MatMul", "a", "read:value:0"))
            .returns("r", "n:product:0");
    FlatGraph graph =
        MadeModel.fromXtoY(variable("dense/kernel", 3, 3), call("y", "dense", "x", "dense/kernel"))
            .function(dense)
            .flatten();
    assertThat(graph.node("y/read").inputs()).containsExactly(new TensorRef("dense/kernel", 0));
    assertThat(FrozenVariables.variables(graph))
        .extracting(FlatNode::name)
        .containsExactly("dense/kernel");
    assertThat(FrozenVariables.bytes(FrozenVariables.variables(graph))).isEqualTo(36);
    assertThat(graph.type(new TensorRef("dense/kernel", 0))).isEqualTo(DataType.DT_RESOURCE);
  }

  @Test
  void whatIsLeftOfAFlatGraphIsWhatTensorFlowReads() {
    FlatGraph graph =
        MadeModel.fromXtoY(op("n", "Relu", "x"), op("y", "AddV2", "n", "x", "^n")).flatten();
    assertThat(graph.node("y").toProto()).isEqualTo(op("y", "AddV2", "n:0", "x:0", "^n").build());
    assertThat(graph.node("y")).hasToString("y = AddV2[n:0, x:0]");
    assertThat(graph.shape(new TensorRef("x", 0))).isNotEqualTo(Shape.scalar());
    assertThat(graph.consumers(new TensorRef("x", 0)))
        .isEqualTo(List.of(graph.node("n"), graph.node("y")));
  }
}
