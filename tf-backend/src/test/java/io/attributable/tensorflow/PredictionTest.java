package io.attributable.tensorflow;

import static io.attributable.testing.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Prediction;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/** Signatures that are run as they are. */
class PredictionTest {
  @ParameterizedTest
  @CsvSource({
    "digits",
    "k3_multi_io",
    "k3_save_multi_io",
    "k3_lstm",
    "tf1_table",
    "tfmodule_string_table"
  })
  void givesWhatAnExplanationGives(String name) {
    GoldenCase golden =
        Fixtures.cases(name).stream()
            .filter(each -> each.error().isEmpty())
            .findFirst()
            .orElseThrow();
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>();
    golden.inputFiles().keySet().forEach(input -> inputs.put(input, golden.input(input)));
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      LayerAttribution request =
          LayerAttribution.on(model)
              .signature(golden.signature())
              .layer(golden.layers().get(0), golden.port())
              .output(golden.output())
              .target(golden.target())
              .withPrediction();
      inputs.forEach(request::input);
      Prediction explained = request.attribute().prediction().orElseThrow();
      Map<String, NdArray<?>> outputs = model.predict(golden.signature(), inputs);
      assertThat(outputs).isNotEmpty();
      if (outputs.containsKey(explained.output())) {
        assertClose(name, explained.tensor().values(), outputs.get(explained.output()));
      }
    }
  }

  @Test
  void inputsAreChecked() {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"))) {
      assertThatThrownBy(() -> model.predict("serving_default", Map.of()))
          .hasMessageStartingWith("[InputMissing]");
      assertThatThrownBy(
              () -> model.predict("serving_default", Map.of("picture", NdArrays.scalarOf(1f))))
          .hasMessageStartingWith("[InputUnknown]");
      assertThatThrownBy(
              () -> model.predict("serving_default", Map.of("image", NdArrays.scalarOf(1f))))
          .hasMessageStartingWith("[InputShape]");
      assertThatThrownBy(() -> model.predict("none", Map.of()))
          .hasMessageStartingWith("[UnknownSignature]");
    }
  }
}
