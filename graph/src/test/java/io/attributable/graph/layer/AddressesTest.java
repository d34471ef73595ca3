package io.attributable.graph.layer;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.layer.Chains.chain;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.op;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write to name a layer. */
class AddressesTest {
  private static final LayerIndex NESTED =
      chain(
              "net/enter/Relu",
              "net/left/hid/Tanh",
              "net/left/act/Relu",
              "net/right/hid/Tanh",
              "net/right/deep/inner/Elu",
              "net/out/Relu")
          .keras2("hid", "act", "inner")
          .layers();

  @ParameterizedTest
  @CsvSource({
    "enter, net/enter/Relu:0",
    "net/enter, net/enter/Relu:0",
    "act, net/left/act/Relu:0",
    "left/act, net/left/act/Relu:0",
    "net/left/act, net/left/act/Relu:0",
    "left/act/, net/left/act/Relu:0",
    "left/hid, net/left/hid/Tanh:0",
    "right/hid, net/right/hid/Tanh:0",
    "inner, net/right/deep/inner/Elu:0",
    "deep/inner, net/right/deep/inner/Elu:0",
    "right/inner, net/right/deep/inner/Elu:0",
    "net/right/inner, net/right/deep/inner/Elu:0",
    "left, net/left/act/Relu:0",
    "net, net/out/Relu:0",
    "enter/Relu, net/enter/Relu:0",
    "scope:net/left/hid, net/left/hid/Tanh:0",
    "scope:net/left/hid/, net/left/hid/Tanh:0",
    "tensor:net/left/hid/Tanh:0, net/left/hid/Tanh:0",
    "tensor:net/left/hid/Tanh, net/left/hid/Tanh:0",
    "tensor:c/net/left/hid/Tanh:0, net/left/hid/Tanh:0",
  })
  void pathsLeadToLayers(String address, String output) {
    assertThat(Seen.outputs(NESTED, address)).containsExactly(output);
    assertThat(NESTED.resolve(address, Port.OUTPUT).address()).isEqualTo(address);
  }

  @Test
  void theShortestNameThatIsUniqueIsListed() {
    assertThat(NESTED.addresses())
        .containsExactly("enter", "left", "left/hid", "act", "right", "right/hid", "inner", "out");
    assertThat(NESTED.graph().model()).isEqualTo("made");
  }

  @Test
  void aTensorHasNoSides() {
    assertThat(Seen.inputs(NESTED, "tensor:net/left/hid/Tanh:0"))
        .containsExactly("net/left/hid/Tanh:0");
  }

  @Test
  void aLayerMayBeCalledLikeItsModel() {
    LayerIndex layers =
        chain("net/enter/Relu", "net/net/Tanh", "net/out/Elu").keras2("net", "enter").layers();
    assertThat(Seen.layers(layers))
        .containsExactly("enter in net/enter", "net in net/net", "out in net/out");
    assertThat(Seen.outputs(layers, "net")).containsExactly("net/net/Tanh:0");
  }

  @Test
  void aPathFromTheTopGoesBeforeOneThatEndsSo() {
    LayerIndex layers =
        chain("net/hid/Relu", "net/inner/hid/Tanh", "net/out/Elu").keras2("hid", "inner").layers();
    assertThat(Seen.outputs(layers, "hid")).containsExactly("net/hid/Relu:0");
    assertThat(Seen.layers(layers)).contains("hid in net/hid", "inner/hid in net/inner/hid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " dense",
        "dense ",
        "/dense",
        "a//b",
        "/",
        "dense#",
        "dense#0",
        "dense#-1",
        "dense#one",
        "dense#99999999999",
        "#1",
        "tensor:",
        "tensor::0",
        "tensor:a:",
        "tensor:a:-1",
        "tensor:a:x",
        "tensor:a:99999999999",
        "scope:",
        "scope:/a",
        "scope:a//b"
      })
  void whatIsNoAddressIsSaidToBeNone(String address) {
    assertRefused(ErrorCode.BAD_ADDRESS, () -> NESTED.resolve(address, Port.OUTPUT))
        .hasMessageStartingWith("[BadAddress] \"" + address + "\" is not an address: ")
        .hasMessageEndingWith(". Write a layer's name, scope:PATH, tensor:NODE:0 or input:NAME.");
  }

  @Test
  void wellFormedAddressesAreTakenApart() {
    assertThat(LayerAddress.parse("a/b#2")).isEqualTo(new LayerAddress.Name(List.of("a", "b"), 2));
    assertThat(LayerAddress.parse("tensor:a/b:3"))
        .isEqualTo(new LayerAddress.Tensor(new TensorRef("a/b", 3)));
    assertThat(LayerAddress.parse("scope:a/b_1")).isEqualTo(new LayerAddress.Scope("a/b_1"));
  }

  @ParameterizedTest
  @CsvSource({
    "probs, probs:0",
    "tower/act, tower/act:0",
    "act, tower/act:0",
    "conv, conv/Relu:0",
  })
  void singleOpsAreAddressedByNameInTensorFlowOne(String address, String output) {
    LayerIndex layers =
        MadeModel.fromXtoY(
                op("conv/Elu", "Elu", "x"),
                op("conv/Relu", "Relu", "conv/Elu"),
                op("tower/Tanh", "Tanh", "conv/Relu"),
                op("tower/act", "Sigmoid", "tower/Tanh"),
                op("probs", "Softmax", "tower/act"),
                op("y", "Identity", "probs"))
            .layers();
    assertThat(Seen.outputs(layers, address)).containsExactly(output);
  }

  @Test
  void opsOfOneNameInTensorFlowOneAreListed() {
    LayerIndex layers =
        MadeModel.fromXtoY(
                op("a/act", "Relu", "x"), op("b/act", "Tanh", "a/act"), op("y", "Elu", "b/act"))
            .layers();
    assertRefused(ErrorCode.AMBIGUOUS_LAYER, () -> layers.resolve("act", Port.OUTPUT))
        .hasMessageContaining("2 nodes have this name")
        .hasMessageContaining("Name one of: tensor:a/act:0, tensor:b/act:0.");
    assertThat(Seen.outputs(layers, "act#2")).containsExactly("b/act:0");
  }

  @Test
  void aTensorInAFunctionThatIsCalledTwiceNeedsItsCall() {
    LayerIndex layers =
        MadeModel.fromXtoY(call("once", "f", "x"), call("y", "f", "once"))
            .function(
                function("f", "a")
                    .nodes(op("step/Relu", "Relu", "a"))
                    .returns("r", "step/Relu:activations:0"))
            .module()
            .layers();
    assertRefused(
            ErrorCode.AMBIGUOUS_LAYER, () -> layers.resolve("tensor:step/Relu:0", Port.OUTPUT))
        .hasMessageContaining("its function is called 2 times")
        .hasMessageContaining("tensor:once/step/Relu:0, tensor:y/step/Relu:0");
    assertThat(layers.resolve("tensor:y/step/Relu:0", Port.OUTPUT).tensors()).hasSize(1);
  }

  @Test
  void aRequestWithoutLayersIsToldHowManyThereAre() {
    AttributionException failure = NESTED.noLayerNamed();
    assertThat(failure)
        .hasMessage(
            "[LayerRequired] No layer was named. Name at least one of the 8 layers of \"made\".");
  }
}
