package io.attributable.tensorflow.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.model.ModelContract;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Digits;
import io.attributable.testing.Fixtures;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Contracts held against the digits model as it is. */
class ModelContractCheckTest {
  private static final SavedModelFile MODEL = SavedModelFile.read(Fixtures.model("digits"));

  @Test
  void modelThatStayedTheSameIsAccepted() {
    ModelContract contract =
        digits()
            .layer("conv3", Port.OUTPUT, "float32 [?,4,4,16]")
            .layer("features", Port.INPUT, "float32 [?,256]");
    assertThatCode(() -> check(contract)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void saysWhatChanged(ModelContract contract, String difference) {
    assertThatThrownBy(() -> check(contract))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_CHANGED))
        .hasMessageContaining("digits\" is not the one that demo.Digits was compiled against: ")
        .hasMessageContaining(": " + difference + ". Compile again");
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(ModelContract.of("demo.Digits", "training"), "signature \"training\" is gone"),
        Arguments.of(digits().input("scale", "float32", "[]"), "input \"scale\" is gone"),
        Arguments.of(
            ModelContract.of("demo.Digits", "serving_default")
                .output("output_0", "float32", "[?,10]"),
            "input \"image\" (float32 [?,8,8,1]) is new"),
        Arguments.of(
            ModelContract.of("demo.Digits", "serving_default")
                .input("image", "uint8", "[?,8,8,1]")
                .output("output_0", "float32", "[?,12]"),
            "input \"image\" was uint8 [?,8,8,1] and is float32 [?,8,8,1]; "
                + "output \"output_0\" was float32 [?,12] and is float32 [?,10]"),
        Arguments.of(
            digits().layer("conv9", Port.OUTPUT, "float32 [?,8]"), "layer \"conv9\" is gone"),
        Arguments.of(
            digits().layer("features", Port.OUTPUT, "float32 [?,64]"),
            "the output of layer \"features\" was float32 [?,64] and is float32 [?,32]"),
        Arguments.of(
            digits().layer("features", Port.INPUT, "float32 [?,128]", "float32 [?,128]"),
            "the input of layer \"features\" was float32 [?,128], float32 [?,128]"
                + " and is float32 [?,256]"));
  }

  @Test
  void saysWhyALayerCannotBeExplainedAnyMore() {
    assertThatThrownBy(() -> check(digits().layer("", Port.OUTPUT, "float32 [?]")))
        .hasMessageContaining("the output of layer \"\" fails: [BadAddress] ");
  }

  @Test
  void saysThatALayerDoesNotReachTheOutputAnyMore() {
    ModelContract behind =
        digits().towards("features").layer("logits", Port.OUTPUT, "float32 [?,10]");
    assertThatThrownBy(() -> check(behind))
        .hasMessageContaining("the output of layer \"logits\" fails: [UnusedLayer] ");
  }

  @Test
  void doesNotAskForMoreThanTheCompilerFound() {
    ModelContract behind =
        digits().towards("features").unexplained("logits", Port.OUTPUT, "float32 [?,10]");
    assertThatCode(() -> check(behind)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "float32 [?,8]   | float32 [?,8]   | true",
        "float32 [?,8]   | float32 [4,8]   | true",
        "float32 [4,?]   | float32 [?,8]   | true",
        "float32 unknown | float32 [4,8]   | true",
        "float32 [4,8]   | float32 unknown | true",
        "float32 []      | float32 []      | true",
        "float32 []      | float32 [1]     | false",
        "float32 [?,8]   | float32 [?,9]   | false",
        "float32 [?,8]   | float32 [?,8,1] | false",
        "float32 [?,8]   | float16 [?,8]   | false",
        "float32 unknown | float64 unknown | false",
      })
  void whatOneSideLeavesOpenAgreesWithAnything(String before, String now, boolean agree) {
    assertThat(ModelContractShape.agree(before, now)).isEqualTo(agree);
  }

  @Test
  void loadedModelIsHeldAgainstShapesThatTensorFlowInfers() {
    try (AttributableModel model = Digits.load()) {
      model.require(digits().layer("conv3", Port.OUTPUT, "float32 [?,4,4,16]"));
      assertThatThrownBy(() -> model.require(digits().layer("conv4", Port.OUTPUT, "float32 [?]")))
          .hasMessageStartingWith("[ModelChanged] ");
    }
  }

  private static ModelContract digits() {
    return ModelContract.of("demo.Digits", "serving_default")
        .input("image", "float32", "[?,8,8,1]")
        .output("output_0", "float32", "[?,10]");
  }

  private static void check(ModelContract contract) {
    ModelContractCheck.require(
        contract,
        MODEL,
        signature -> Preflight.of(LayerIndex.of(SignatureFlattener.flatten(MODEL, signature))));
  }
}
