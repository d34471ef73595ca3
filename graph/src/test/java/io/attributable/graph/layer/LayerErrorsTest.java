package io.attributable.graph.layer;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.layer.Chains.chain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.testing.Fixtures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages name the user's value, the signature, the model, and what there is instead. */
class LayerErrorsTest {
  private static final LayerIndex NESTED =
      chain(
              "net/dense/Relu",
              "net/dense_1/Tanh",
              "net/left/hid/Tanh",
              "net/right/hid/Tanh",
              "net/out/Relu")
          .keras2("hid", "dropout", "dense", "dense_1", "out")
          .layers();

  @Test
  void anUnknownLayerIsNamedWithItsNearest() {
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> NESTED.resolve("dense_2", Port.OUTPUT))
        .hasMessage(
            "[UnknownLayer] No layer \"dense_2\" in signature \"serving_default\" of \"made\" (7"
                + " layers). Did you mean \"dense_1\" or \"dense\"?");
  }

  @Test
  void withNothingNearTheNextStepIsNamed() {
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> NESTED.resolve("attention", Port.OUTPUT))
        .hasMessage(
            "[UnknownLayer] No layer \"attention\" in signature \"serving_default\" of \"made\" (7"
                + " layers). \"attributable inspect\" lists them.");
  }

  @Test
  void anInputOrOutputIsNoLayerButItsTensorCanBeNamed() {
    LayerIndex digits =
        LayerIndex.of(
            SignatureFlattener.flatten(
                SavedModelFile.read(Fixtures.model("digits")), "serving_default"));
    for (String name : List.of("image", "output_0")) {
      AttributionException refusal =
          catchThrowableOfType(AttributionException.class, () -> digits.resolve(name, Port.OUTPUT));
      assertThat(refusal.code()).isEqualTo(ErrorCode.UNKNOWN_LAYER);
      String[] words = String.valueOf(refusal.getMessage()).split("\"", -1);
      assertThat(words[words.length - 2])
          .startsWith(name.equals("image") ? "input:image" : "tensor:");
      assertThat(digits.resolve(words[words.length - 2], Port.OUTPUT).tensors()).hasSize(1);
    }
  }

  @Test
  void anInputOfTheSignatureIsAddressedByItsName() {
    LayerIndex digits =
        LayerIndex.of(
            SignatureFlattener.flatten(
                SavedModelFile.read(Fixtures.model("digits")), "serving_default"));

    LayerTensors image = digits.resolve("input:image", Port.OUTPUT);

    assertThat(image.address()).isEqualTo("input:image");
    assertThat(image.tensors())
        .extracting(TensorInfo::tensor)
        .containsExactly(digits.graph().signature().input("image").tensor());
    assertRefused(ErrorCode.INPUT_UNKNOWN, () -> digits.resolve("input:imagee", Port.OUTPUT))
        .hasMessageContaining("Did you mean \"image\"?");
    assertRefused(ErrorCode.BAD_ADDRESS, () -> digits.resolve("input:image", Port.INPUT))
        .hasMessageContaining("an input of the signature has an output side only");
  }

  @Test
  void anAmbiguousLayerIsNamedWithAllItMayBe() {
    assertRefused(ErrorCode.AMBIGUOUS_LAYER, () -> NESTED.resolve("hid", Port.INPUT))
        .hasMessage(
            "[AmbiguousLayer] Layer \"hid\" in signature \"serving_default\" of \"made\" is"
                + " ambiguous: 2 layers have this name. Name one of: left/hid, right/hid.");
  }

  @Test
  void longListsAreCut() {
    String[] names =
        IntStream.range(0, 20).mapToObj(i -> "net/b" + i + "/hid/Tanh").toArray(String[]::new);
    LayerIndex layers = chain(names).keras2("hid").layers();
    assertRefused(ErrorCode.AMBIGUOUS_LAYER, () -> layers.resolve("hid", Port.INPUT))
        .hasMessageContaining("20 layers have this name")
        .hasMessageEndingWith("b10/hid, b11/hid, ….");
  }

  @Test
  void anInactiveLayerIsToldFromAnUnknownOne() {
    assertRefused(ErrorCode.INACTIVE_LAYER, () -> NESTED.resolve("dropout", Port.OUTPUT))
        .hasMessage(
            "[InactiveLayer] Layer \"dropout\" in signature \"serving_default\" of \"made\" does"
                + " nothing at inference: it left no nodes in the graph. Explain the layer before"
                + " or after it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dropout",
        "dropout_3",
        "spatial_dropout2d_1",
        "gaussian_noise",
        "enc_drop",
        "my_dropout_a",
        "random_flip",
        "identity_2",
        "activity_regularization"
      })
  void layersThatAlwaysVanishAreKnownByTheirNamesInKeras(String name) {
    LayerIndex keras = chain("net_1/dense_1/Relu", "net_1/out_1/Tanh").keras3().layers();
    assertRefused(ErrorCode.INACTIVE_LAYER, () -> keras.resolve(name, Port.OUTPUT));
    LayerIndex other = chain("dense/Relu", "out/Tanh").module().layers();
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> other.resolve(name, Port.OUTPUT));
  }

  @Test
  void namesThatLaterLayersShowToBeTakenAreInactive() {
    LayerIndex layers = chain("net_1/dense_1/Relu", "net_1/activation_1_2/Tanh").keras3().layers();
    assertRefused(ErrorCode.INACTIVE_LAYER, () -> layers.resolve("activation", Port.OUTPUT));
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> layers.resolve("activation_2", Port.OUTPUT));
  }

  @Test
  void anUnknownScopeIsNamedWithItsNearest() {
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> NESTED.resolve("scope:net/dens", Port.OUTPUT))
        .hasMessageContaining("No layer \"scope:net/dens\"")
        .hasMessageContaining(" scopes)")
        .hasMessageContaining("Did you mean \"scope:net/dense\"");
  }

  @Test
  void anUnknownTensorIsNamedWithItsNearest() {
    assertRefused(
            ErrorCode.UNKNOWN_LAYER, () -> NESTED.resolve("tensor:net/dense/Rel:0", Port.OUTPUT))
        .hasMessageContaining(" nodes)")
        .hasMessageEndingWith("Did you mean \"tensor:net/dense/Relu:0\"?");
    assertRefused(
        ErrorCode.UNKNOWN_LAYER, () -> NESTED.resolve("tensor:net/dense/Relu:1", Port.OUTPUT));
  }

  @Test
  void aTensorThatCannotBeExplainedSaysWhatItIs() {
    LayerIndex layers =
        LayerIndex.of(
            SignatureFlattener.flatten(
                SavedModelFile.read(Fixtures.model("tfmodule_string_table")), "serving_default"));
    TensorInfo embedding = layers.resolve("embedding", Port.OUTPUT).tensors().get(0);
    String words =
        layers.graph().node(embedding.tensor().node()).inputs().stream()
            .filter(input -> layers.graph().isFed(input) || input.toString().contains("ookup"))
            .findFirst()
            .orElseThrow()
            .toString();
    assertRefused(
            ErrorCode.LAYER_WITHOUT_FLOATS, () -> layers.resolve("tensor:" + words, Port.OUTPUT))
        .hasMessageContaining("inputs: it is int64 [?,3]. Explain layer \"embedding\" instead");
  }

  @Test
  void theModelIsNamedAsItWasGiven() {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("digits"));
    LayerIndex layers = LayerIndex.of(SignatureFlattener.flatten(file, "serving_default"));
    assertRefused(ErrorCode.UNKNOWN_LAYER, () -> layers.resolve("conv4", Port.OUTPUT))
        .hasMessage(
            "[UnknownLayer] No layer \"conv4\" in signature \"serving_default\" of \"%s\" (7"
                + " layers). Did you mean \"conv1\" or \"conv2\" or \"conv3\"?",
            Fixtures.model("digits"));
    assertThat(file.name()).isEqualTo(Fixtures.model("digits").toString());
  }
}
