package io.attributable.tensorflow.internal.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Methods;
import io.attributable.Target;
import io.attributable.graph.tensor.Dtype;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.testing.Fixtures;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** A number that a dtype does not hold would be infinite, and all attributions no numbers. */
class BaselineNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "DT_HALF, 65504, 65505",
    "DT_BFLOAT16, 3.3895e38, 3.39e38",
    "DT_FLOAT, 3.4028234e38, 3.41e38",
    "DT_DOUBLE, 1.79e308, Infinity",
    "DT_UINT8, 255, 256",
  })
  void dtypesHaveALargestNumber(DataType type, double largest, double more) {
    Dtype dtype = Dtype.of(type).orElseThrow();
    assertThat(BaselineNumbers.holds(dtype, largest)).isTrue();
    assertThat(BaselineNumbers.holds(dtype, more)).isEqualTo(type == DataType.DT_DOUBLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"integrated-gradients", "deeplift", "ablation"})
  void aBaselineBeyondItIsRefused(String method) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model("k3_custom_gradients"))) {
      assertThatExceptionOfType(AttributionException.class)
          .isThrownBy(
              () ->
                  LayerAttribution.on(model)
                      .layers("input:x")
                      .input("x", NdArrays.ofFloats(Shape.of(1, 4)))
                      .target(Target.of(1))
                      .method(Methods.of(method, Map.of("baseline", -1e39)))
                      .attribute())
          .matches(e -> e.code() == ErrorCode.METHOD_PARAMETER)
          .withMessageContainingAll("baseline", "-1.0E39", "\"x\"", "float32", "3.4028");
    }
  }
}
