package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attributions;
import io.attributable.Mode;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.NdArrays;

/** Every op's gradient against Python's, by the way that users take. */
@Tag("slow")
class PythonTest {
  private static final double TOLERANCE = 2e-5;

  @TestFactory
  Stream<DynamicTest> ops() {
    assertThat(OpGolden.models()).isNotEmpty();
    return OpGolden.models().stream()
        .map(model -> DynamicTest.dynamicTest(model, () -> check(model, OpGolden.of(model))));
  }

  private static void check(String name, List<OpGolden> goldens) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .mode(Mode.LOCAL)
              .output("all")
              .input("s", NdArrays.scalarOf(1f));
      goldens.forEach(golden -> request.layers(golden.operands().toArray(String[]::new)));
      Attributions attributions = request.attribute();
      SoftAssertions softly = new SoftAssertions();
      goldens.forEach(golden -> softly.check(() -> compare(attributions, golden)));
      softly.assertAll();
    }
  }

  private static void compare(Attributions attributions, OpGolden golden) {
    golden
        .gradients()
        .forEach(
            (operand, expected) -> {
              String address = golden.name() + "/" + operand;
              Closeness.assertClose(
                  golden.model() + ":" + address,
                  attributions.get(address).tensor().values(),
                  expected,
                  TOLERANCE);
            });
  }
}
