package io.attributable.graph.layer;

import static io.attributable.graph.layer.Chains.chain;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.made.MadeModel;
import io.attributable.graph.made.MadeObject;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.NodeDef;

/** What authors called the scopes of a graph. */
class AuthorNamesTest {
  @Test
  void kerasThreeOpensEachScopeTwice() {
    LayerIndex layers =
        chain("net_1/re_lu_1/Relu", "net_1/re_lu_1_2/Relu", "net_1/tanh_3_1/Tanh")
            .keras3()
            .layers();
    assertThat(Seen.layers(layers))
        .containsExactly(
            "re_lu in net_1/re_lu_1", "re_lu_1 in net_1/re_lu_1_2", "tanh_3 in net_1/tanh_3_1");
  }

  @Test
  void kerasThreeMayNameTheSecondLayerFirst() {
    LayerIndex layers =
        chain("net_1/act_1_1/Tanh", "net_1/act_2/Relu", "net_1/act_2_2/Elu").keras3().layers();
    assertThat(Seen.layers(layers))
        .containsExactly("act_1 in net_1/act_1_1", "act in net_1/act_2", "act_2 in net_1/act_2_2");
  }

  @Test
  void callsOfALayerOfKerasThreeHaveEveryOtherNumber() {
    LayerIndex layers =
        chain("net_1/act_1/Relu", "net_1/mid_1/Tanh", "net_1/act_3/Relu").keras3().layers();
    assertThat(Seen.layers(layers))
        .containsExactly("act#1 in net_1/act_1", "mid in net_1/mid_1", "act#2 in net_1/act_3");
  }

  @Test
  void scopesOfOpsInALayerOfKerasThreeAreNoLayers() {
    LayerIndex layers =
        chain(
                "net_1/norm_1/moments/mean",
                "net_1/norm_1/moments/var",
                "net_1/norm_1/moments_1/mean",
                "net_1/out_1/Tanh")
            .keras3()
            .layers();
    assertThat(Seen.layers(layers)).containsExactly("norm in net_1/norm_1", "out in net_1/out_1");
  }

  @Test
  void variablesTellNamesBetterThanNumbers() {
    LayerIndex layers =
        MadeModel.fromXtoY(
                variable("dense_1/kernel", 3, 3),
                variable("dense/kernel", 3, 3),
                call("c", "body", "x", "dense_1/kernel", "dense/kernel"),
                op("y", "Identity", "c"))
            .function(
                function("body", "a", "w1", "w")
                    .nodes(
                        read("net_1/dense_1/read", "w1"),
                        op("net_1/dense_1/MatMul", "MatMul", "a", "net_1/dense_1/read:value:0"),
                        read("net_1/dense_2/read", "w"),
                        op(
                            "net_1/dense_2/MatMul",
                            "MatMul",
                            "net_1/dense_1/MatMul:product:0",
                            "net_1/dense_2/read:value:0"))
                    .returns("r", "net_1/dense_2/MatMul:product:0"))
            .keras3()
            .layers();
    assertThat(Seen.layers(layers))
        .containsExactly("dense_1 in net_1/dense_1", "dense in net_1/dense_2");
  }

  @Test
  void kerasTwoNamesScopesAsLayersAreNamed() {
    LayerIndex layers =
        chain("net/re_lu/Relu", "net/re_lu_1/Relu", "net/inner/act/Tanh").keras2("act").layers();
    assertThat(Seen.layers(layers))
        .containsExactly(
            "re_lu in net/re_lu",
            "re_lu_1 in net/re_lu_1",
            "inner in net/inner",
            "act in net/inner/act");
  }

  @Test
  void anExportOfKerasTwoIsNotOneOfKerasThree() {
    LayerIndex layers =
        chain("net/re_lu/Relu", "net/re_lu_1/Relu")
            .object(MadeObject.object().child("_endpoint_names", 0).child("_misc_assets", 0))
            .layers();
    assertThat(Seen.layers(layers)).containsExactly("re_lu in net/re_lu", "re_lu_1 in net/re_lu_1");
  }

  @Test
  void namesWithSlashesAreNeighboursInKerasTwo() {
    LayerIndex layers =
        chain("net/conv/depthwise/Relu", "net/conv/depthwise/norm/Tanh", "net/out/Elu")
            .keras2("conv/depthwise", "conv/depthwise/norm", "out")
            .layers();
    assertThat(Seen.outputs(layers, "conv/depthwise")).containsExactly("net/conv/depthwise/Relu:0");
    assertThat(Seen.outputs(layers, "conv/depthwise/norm"))
        .containsExactly("net/conv/depthwise/norm/Tanh:0");
    assertThat(Seen.inputs(layers, "conv/depthwise/norm"))
        .containsExactly("net/conv/depthwise/Relu:0");
  }

  @Test
  void modulesNameTheirScopesThemselves() {
    LayerIndex layers = chain("enter/Relu", "block/inner/Tanh", "block/Elu").module().layers();
    assertThat(Seen.layers(layers))
        .containsExactly("enter in enter", "block in block", "inner in block/inner");
  }

  @Test
  void opsWithConstantsOrWeightsInAScopeOfTheirOwnAreNoLayers() {
    LayerIndex layers =
        MadeModel.fromXtoY(
                variable("w", 3, 3), call("c", "body", "x", "w"), op("y", "Identity", "c"))
            .function(
                function("body", "a", "w")
                    .nodes(
                        read("dense/MatMul/ReadVariableOp", "w"),
                        op("dense/MatMul", "MatMul", "a", "dense/MatMul/ReadVariableOp:value:0"),
                        op("dense/Tanh", "Tanh", "dense/MatMul:product:0"))
                    .returns("r", "dense/Tanh:y:0"))
            .module()
            .layers();
    assertThat(Seen.layers(layers)).containsExactly("dense in dense");
    assertThat(Seen.outputs(layers, "dense/MatMul")).containsExactly("dense/MatMul:0");
  }

  @Test
  void variableScopesReusedInTensorFlowOneKeepTheirName() {
    LayerIndex layers =
        MadeModel.fromXtoY(
                reference("tower/fc/w"),
                op("tower/fc/w/read", "Identity", "tower/fc/w"),
                reference("tower_1/fc/w"),
                op("tower_1/fc/w/read", "Identity", "tower_1/fc/w"),
                op("tower/fc/MatMul", "MatMul", "x", "tower/fc/w/read"),
                op("tower_1/fc/MatMul", "MatMul", "tower/fc/MatMul", "tower/fc/w/read"),
                op("tower_1_1/fc/MatMul", "MatMul", "tower_1/fc/MatMul", "tower_1/fc/w/read"),
                op("y", "Relu", "tower_1_1/fc/MatMul"))
            .layers();
    assertThat(Seen.outputs(layers, "tower/fc#1")).containsExactly("tower/fc/MatMul:0");
    assertThat(Seen.outputs(layers, "tower/fc#2")).containsExactly("tower_1/fc/MatMul:0");
    assertThat(Seen.outputs(layers, "tower_1/fc")).containsExactly("tower_1_1/fc/MatMul:0");
  }

  private static NodeDef.Builder reference(String name) {
    return variable(name, 3, 3).setOp("VariableV2").removeAttr("shared_name");
  }
}
