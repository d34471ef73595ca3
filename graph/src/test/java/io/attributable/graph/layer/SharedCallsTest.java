package io.attributable.graph.layer;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.layer.Chains.chain;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.MadeObject;
import io.attributable.graph.made.Nodes;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Calls of a layer that lie in one scope are taken apart, or nothing is said about them. */
class SharedCallsTest {
  @Test
  void aFunctionCalledTwiceIsALayerCalledTwice() {
    MadeFunction body =
        function("f", "a")
            .nodes(op("step/Relu", "Relu", "a"))
            .returns("r", "step/Relu:activations:0");
    LayerIndex layers =
        MadeModel.fromXtoY(call("once", "f", "x"), call("y", "f", "once"))
            .function(body)
            .module()
            .layers();
    assertThat(Seen.layers(layers)).containsExactly("step#1 in step", "step#2 in step");
    assertThat(layers.resolve("step#2", Port.INPUT).tensors())
        .isEqualTo(layers.resolve("step#1", Port.OUTPUT).tensors());
  }

  @Test
  void aFunctionCalledTwiceInsideALayerIsNotThatLayerCalledTwice() {
    MadeFunction inner =
        function("f", "a")
            .nodes(
                op("step/Relu", "Relu", "a"), op("Identity", "Identity", "step/Relu:activations:0"))
            .returns("r", "Identity:output:0");
    MadeFunction outer =
        function("g", "a")
            .nodes(call("block/once", "f", "a"), call("block/twice", "f", "block/once:output:0"))
            .returns("r", "block/twice:output:0");
    LayerIndex layers =
        MadeModel.fromXtoY(
                call("c", "g", "x"), op("out/Tanh", "Tanh", "c"), op("y", "Identity", "out/Tanh"))
            .function(inner)
            .function(outer)
            .module()
            .layers();
    assertThat(Seen.layers(layers))
        .containsExactly(
            "block in block", "step#1 in block/step", "step#2 in block/step", "out in out");
    assertThat(Seen.inputs(layers, "block")).containsExactly("x:0");
  }

  @Test
  void aScopeThatReadsItsVariableAgainIsCalledAgain() {
    LayerIndex layers = densesIn("dense", "w", "w", "w").module().layers();
    assertThat(Seen.layers(layers))
        .containsExactly("dense#1 in dense", "dense#2 in dense", "dense#3 in dense", "out in out");
    assertThat(Seen.outputs(layers, "dense#1")).containsExactly("dense/Tanh:0");
    assertThat(Seen.outputs(layers, "dense#2")).containsExactly("dense/Tanh_1:0");
    assertThat(Seen.inputs(layers, "dense#3")).containsExactly("dense/Tanh_1:0");
  }

  @Test
  void modulesOfOneNameInOneScopeAreCallsOfThatName() {
    MadeModel model = densesIn("dense", "mlp/dense/w", "mlp/dense/w_1", "mlp/dense/w_2");
    LayerIndex layers = threeObjectsNamed("mlp/dense/w", model).layers();
    assertThat(Seen.outputs(layers, "dense#1")).containsExactly("dense/Tanh:0");
    assertThat(Seen.outputs(layers, "dense#3")).containsExactly("dense/Tanh_2:0");
    assertRefused(ErrorCode.AMBIGUOUS_LAYER, () -> layers.resolve("dense", Port.OUTPUT))
        .hasMessageContaining("it is called 3 times")
        .hasMessageContaining("Name one of: dense#1, dense#2, dense#3, scope:dense (all of them).");
  }

  @Test
  void aListOfVariablesInOneModuleIsOneLayer() {
    LayerIndex layers =
        densesIn("dense", "dense/w", "dense/w_1", "dense/w_2")
            .object(MadeObject.object().child("0", 1).child("1", 2).child("2", 3))
            .object(MadeObject.variable("dense/w"))
            .object(MadeObject.variable("dense/w"))
            .object(MadeObject.variable("dense/w"))
            .layers();
    assertThat(Seen.layers(layers)).containsExactly("dense in dense", "out in out");
    assertThat(Seen.outputs(layers, "dense")).containsExactly("dense/Tanh_2:0");
  }

  @Test
  void variablesOfDifferentNamesAreOfOneLayer() {
    LayerIndex layers = densesIn("dense", "dense/w0", "dense/w1", "dense/w2").module().layers();
    assertThat(Seen.layers(layers)).containsExactly("dense in dense", "out in out");
  }

  @Test
  void likeStretchesWithOtherLayersBetweenAreCalls() {
    LayerIndex layers =
        chain("net/act/Tanh", "net/mid/Relu", "net/act/Tanh_1").keras2("act", "mid").layers();
    assertThat(Seen.layers(layers))
        .containsExactly("act#1 in net/act", "mid in net/mid", "act#2 in net/act");
  }

  @Test
  void aLayerThatIsComeBackToIsCalledAgainWhateverItDoes() {
    LayerIndex layers =
        chain("net/act/Tanh", "net/mid/Relu", "net/act/Sigmoid", "net/act/Elu")
            .keras2("act", "mid")
            .layers();
    assertThat(Seen.outputs(layers, "act#1")).containsExactly("net/act/Tanh:0");
    assertThat(Seen.outputs(layers, "act#2")).containsExactly("net/act/Elu:0");
    assertThat(Seen.inputs(layers, "act#2")).containsExactly("net/mid/Relu:0");
  }

  @Test
  void aLayerWithTwoBranchesIsCalledOnce() {
    MadeFunction body =
        function("body", "a")
            .nodes(
                op("both/left/Tanh", "Tanh", "a"),
                op("side/Relu", "Relu", "a"),
                op("both/right/Elu", "Elu", "a"),
                op("out/Mul", "Mul", "both/left/Tanh:y:0", "both/right/Elu:activations:0"))
            .returns("r", "out/Mul:z:0");
    LayerIndex layers = MadeModel.fromXtoY(call("y", "body", "x")).function(body).module().layers();
    assertThat(Seen.outputs(layers, "both"))
        .containsExactly("both/left/Tanh:0", "both/right/Elu:0");
  }

  @Test
  void oneOpTwiceInARowIsAQuestionInKerasTwo() {
    LayerIndex layers =
        chain("net/act/Tanh", "net/act/Tanh_1", "net/mid/Relu").keras2("act", "mid").layers();
    assertRefused(ErrorCode.AMBIGUOUS_LAYER, () -> layers.resolve("act", Port.OUTPUT))
        .hasMessageContaining("Name one of: act#1, act#2, scope:net/act (all of them).");
    assertThat(Seen.outputs(layers, "act#1")).containsExactly("net/act/Tanh:0");
    assertThat(Seen.outputs(layers, "scope:net/act")).containsExactly("net/act/Tanh_1:0");
  }

  @Test
  void theSameAlongOneAxisAfterTheOtherIsOneCall() {
    assertThat(Seen.layers(sums(1, 2).layers())).containsExactly("up in net/up", "out in net/out");
    assertThat(Seen.layers(sums(1, 1).layers()))
        .containsExactly("up#1 in net/up", "up#2 in net/up", "out in net/out");
  }

  private static MadeModel sums(int first, int second) {
    MadeFunction body =
        function("body", "a")
            .nodes(
                constant("net/up/axis", axis(first)),
                sum("net/up/Sum", "a", "net/up/axis:output:0"),
                constant("net/up/axis_1", axis(second)),
                sum("net/up/Sum_1", "net/up/Sum:output:0", "net/up/axis_1:output:0"),
                op("net/out/Tanh", "Tanh", "net/up/Sum_1:output:0"))
            .returns("r", "net/out/Tanh:y:0");
    return MadeModel.fromXtoY(call("c", "body", "x"), op("y", "Identity", "c"))
        .function(body)
        .keras2("up", "out");
  }

  private static TensorProto.Builder axis(int axis) {
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_INT32)
        .addIntVal(axis)
        .setTensorShape(Nodes.shape());
  }

  private static NodeDef.Builder sum(String name, String input, String axis) {
    return op(name, "Sum", input, axis)
        .putAttr("keep_dims", AttrValue.newBuilder().setB(true).build());
  }

  @Test
  void oneOpTwiceInARowIsOneLayerWhereScopesAreNotOpenedAgain() {
    LayerIndex layers = chain("act/Tanh", "act/Tanh_1", "mid/Relu").module().layers();
    assertThat(Seen.layers(layers)).containsExactly("act in act", "mid in mid");
  }

  @Test
  void scopesOfOneWeightAreCallsOfOneLayer() {
    LayerIndex layers =
        MadeModel.fromXtoY(
                variable("step/w", 3, 3),
                call("c", "body", "x", "step/w"),
                op("y", "Identity", "c"))
            .function(
                function("body", "a", "w")
                    .nodes(
                        read("step/read", "w"),
                        op("step/MatMul", "MatMul", "a", "step/read:value:0"),
                        read("step_1/read", "w"),
                        op(
                            "step_1/MatMul",
                            "MatMul",
                            "step/MatMul:product:0",
                            "step_1/read:value:0"))
                    .returns("r", "step_1/MatMul:product:0"))
            .module()
            .layers();
    assertThat(Seen.layers(layers)).containsExactly("step#1 in step", "step#2 in step_1");
  }

  @Test
  void scopesThatOnlyLookAlikeAreAQuestion() {
    LayerIndex layers = chain("act/Tanh", "mid/Relu", "act_1/Tanh").module().layers();
    assertThat(Seen.layers(layers)).contains("scope:act in act", "act_1 in act_1");
    assertRefused(ErrorCode.AMBIGUOUS_LAYER, () -> layers.resolve("act", Port.OUTPUT))
        .hasMessageContaining("Name one of: scope:act, scope:act_1.");
  }

  @Test
  void aCallThatIsNotThereIsUnknown() {
    LayerIndex layers = densesIn("dense", "w", "w", "w").module().layers();
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> layers.resolve("dense#4", Port.OUTPUT))
        .hasMessageContaining("No layer \"dense#4\"")
        .hasMessageContaining("(it is called 3 times)");
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> layers.resolve("out#2", Port.OUTPUT))
        .hasMessageContaining("(it is called once)");
    assertThat(Seen.outputs(layers, "out#1")).isEqualTo(Seen.outputs(layers, "out"));
  }

  /** Three times a product and tanh in one scope, each reading a variable, then a layer "out". */
  private static MadeModel densesIn(String scope, String... variables) {
    MadeFunction body = function("body", "a", "w0", "w1", "w2");
    MadeModel model = MadeModel.fromXtoY();
    String last = "a";
    for (int i = 0; i < variables.length; i++) {
      String suffix = i == 0 ? "" : "_" + i;
      String product = scope + "/MatMul" + suffix;
      body.nodes(
          read(product + "/ReadVariableOp", "w" + i),
          op(product, "MatMul", last, product + "/ReadVariableOp:value:0"),
          op(scope + "/Tanh" + suffix, "Tanh", product + ":product:0"));
      last = scope + "/Tanh" + suffix + ":y:0";
    }
    body.nodes(op("out/Elu", "Elu", last)).returns("r", "out/Elu:activations:0");
    for (String variable : new LinkedHashSet<>(List.of(variables))) {
      model.nodes(variable(variable, 3, 3));
    }
    return model
        .nodes(call("y", "body", "x", variables[0], variables[1], variables[2]))
        .function(body);
  }

  private static MadeModel threeObjectsNamed(String variable, MadeModel model) {
    for (int i = 0; i < 3; i++) {
      model
          .object(MadeObject.object().identifier("_generic_user_object").child("w", 2 * i + 1))
          .object(MadeObject.variable(variable));
    }
    return model;
  }
}
