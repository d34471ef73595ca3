package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tensorflow.proto.ConfigProto;

/**
 * What the golden tests show on the CPU, on a GPU; run by {@code benchmarks/gpu-check} where there
 * is one. A second CPU does for trying it out.
 */
@EnabledIfSystemProperty(named = "attributable.gpu", matches = ".+")
class GpuCheckTest {
  private static final String GPU = System.getProperty("attributable.gpu", "");
  private static final ModelOptions THERE =
      ModelOptions.defaults()
          .config(ConfigProto.newBuilder().putDeviceCount("CPU", 2).build())
          .device(GPU);

  @TestFactory
  Stream<DynamicTest> golden() {
    return Fixtures.modelsWithCases().stream()
        .map(model -> DynamicTest.dynamicTest(model, () -> check(model)));
  }

  private static void check(String model) {
    try (AttributableModel loaded = AttributableModel.load(Fixtures.model(model), THERE)) {
      Fixtures.cases(model).stream()
          .filter(GoldenCheck::isServed)
          .forEach(golden -> GoldenCheck.check(loaded, golden));
    }
  }

  @Test
  void theBackwardConvolutionRunsThere() {
    try (AttributableModel model = Digits.load(THERE)) {
      assertThat(PlacementTrace.devicesOf(model, "Conv2DBackpropInput"))
          .allMatch(device -> device.endsWith(GPU.replaceFirst("^/(device:)?", ":")))
          .isNotEmpty();
    }
  }
}
