package io.attributable.tensorflow.rules;

import io.attributable.Attribution;
import io.attributable.Mode;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/** Every op's gradient against Python's, by the way that users take. */
class PythonTest {
  private static final double TOLERANCE = 2e-5;

  @TestFactory
  Stream<DynamicContainer> ops() {
    return OpGolden.models().stream().map(PythonTest::container);
  }

  private static DynamicContainer container(String name) {
    AttributableModel model = AttributableModel.load(Fixtures.model(name));
    Stream<DynamicTest> tests =
        OpGolden.of(name).stream()
            .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(model, golden)));
    DynamicTest close = DynamicTest.dynamicTest("closes", model::close);
    return DynamicContainer.dynamicContainer(name, Stream.concat(tests, Stream.of(close)));
  }

  private static void check(AttributableModel model, OpGolden golden) {
    Iterator<NdArray<?>> expected = golden.gradients().values().iterator();
    LayerGradientXActivation request =
        LayerGradientXActivation.on(model)
            .layers(golden.operands().toArray(String[]::new))
            .mode(Mode.LOCAL)
            .output("scope:" + golden.name())
            .input("s", NdArrays.scalarOf(1f));
    for (Attribution layer : request.attribute().layers()) {
      Closeness.assertClose(
          golden + "/" + layer.layer(),
          layer.tensors().get(0).values(),
          expected.next(),
          TOLERANCE);
    }
  }
}
