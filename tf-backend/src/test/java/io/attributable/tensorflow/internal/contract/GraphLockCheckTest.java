package io.attributable.tensorflow.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.fingerprint.GraphFingerprint;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.model.ModelContract;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models held against what lock files say of their graphs. */
class GraphLockCheckTest {
  private static final String SIGNATURE = "serving_default";
  private static final String OTHER = "sha256:" + "0".repeat(64);

  /** With shapes inferred and loops limited, the graph that is loaded is another one than read. */
  @ParameterizedTest
  @ValueSource(strings = {"digits", "k3_lstm", "k2_save_lstm", "tf1_recurrent", "k3_transformer"})
  void loadedModelIsTheOneThatWasLocked(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      ModelContract contract = contract(SavedModelFile.read(Fixtures.model(name)), locked(name));
      assertThatCode(() -> model.require(contract)).doesNotThrowAnyException();
    }
  }

  @Test
  void anotherGraphIsRefusedWithWhatItCounts() {
    List<String> before = new ArrayList<>(ops(locked("digits")));
    before.removeIf(op -> op.startsWith("Relu "));
    before.add("Elu 2");
    assertThatThrownBy(() -> require(plain("digits").graph(OTHER, before.toArray(String[]::new))))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_CHANGED))
        .hasMessageContaining(
            ": the graph computes something else than the locked one"
                + " (Elu from 2 to 0, Relu from 0 to %s). Compile again",
            locked("digits").ops().get("Relu"));
  }

  @Test
  void anotherGraphOfTheSameOpsIsRefused() {
    String[] ops = ops(locked("digits")).toArray(String[]::new);
    assertThatThrownBy(() -> require(plain("digits").graph(OTHER, ops)))
        .hasMessageContaining("(the same ops, with other attributes, constants or connections).");
  }

  @Test
  void layerThatIsAnotherTensorIsRefused() {
    GraphFingerprint locked = locked("digits");
    String conv = position(locked, "conv3");
    String other = position(locked, "conv2");
    ModelContract contract = plain("digits").graph(locked.hash());
    assertThatCode(() -> require(contract.lockedLayer("conv3", Port.OUTPUT, conv)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> require(contract.lockedLayer("conv3", Port.OUTPUT, other)))
        .hasMessageContaining(
            "the output of layer \"conv3\" was another tensor of the same graph (%s) and is %s.",
            other, conv);
    assertThatThrownBy(() -> require(contract.lockedLayer("conv9", Port.OUTPUT, other)))
        .hasMessageContaining("\"conv9\"", "and is UnknownLayer.");
  }

  @Test
  void placesMeanNothingWithoutTheGraph() {
    assertThatThrownBy(() -> plain("digits").lockedLayer("conv3", Port.OUTPUT, "1:0"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void require(ModelContract contract) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"))) {
      model.require(contract);
    }
  }

  private static ModelContract contract(SavedModelFile file, GraphFingerprint locked) {
    LayerIndex layers = LayerIndex.of(SignatureFlattener.flatten(file, SIGNATURE));
    ModelContract contract = plain(file).graph(locked.hash(), ops(locked).toArray(String[]::new));
    for (var layer : layers.layers()) {
      if (!layer.outputs().isEmpty()) {
        String[] positions =
            layer.outputs().stream()
                .map(tensor -> locked.position(tensor.tensor()))
                .toArray(String[]::new);
        contract = contract.lockedLayer(layer.address(), Port.OUTPUT, positions);
      }
    }
    return contract;
  }

  private static ModelContract plain(String name) {
    return plain(SavedModelFile.read(Fixtures.model(name)));
  }

  private static ModelContract plain(SavedModelFile file) {
    ModelContract contract = ModelContract.of("demo.Any", SIGNATURE);
    for (var input : file.signature(SIGNATURE).inputs()) {
      contract = contract.input(input.name(), input.typeName(), input.shapeText());
    }
    for (var output : file.signature(SIGNATURE).outputs()) {
      contract = contract.output(output.name(), output.typeName(), output.shapeText());
    }
    return contract;
  }

  private static GraphFingerprint locked(String name) {
    SavedModelFile file = SavedModelFile.read(Fixtures.model(name));
    return GraphFingerprint.of(SignatureFlattener.flatten(file, SIGNATURE));
  }

  private static String position(GraphFingerprint locked, String layer) {
    SavedModelFile file = SavedModelFile.read(Fixtures.model("digits"));
    LayerIndex layers = LayerIndex.of(SignatureFlattener.flatten(file, SIGNATURE));
    return locked.position(layers.resolve(layer, Port.OUTPUT).tensors().get(0).tensor());
  }

  private static List<String> ops(GraphFingerprint locked) {
    return locked.ops().entrySet().stream().map(op -> op.getKey() + " " + op.getValue()).toList();
  }
}
