package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Ablation;
import io.attributable.AttributionException;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Baselines of inputs that hold no floating-point numbers. */
class WholeNumberBaselinesTest {
  @TempDir Path folder;

  /**
   * What the first number of an example of zeros is lost by, of a model that hands its input on.
   */
  private float lost(Dtype dtype, Baseline baseline) {
    NodeModel model =
        new NodeModel(Shape.of(-1, 2), dtype.type())
            .add(
                "scores",
                "Cast",
                Map.of(
                    "SrcT", Attributes.of(dtype.type()),
                    "DstT", Attributes.of(DataType.DT_FLOAT)),
                "x")
            .giving(DataType.DT_FLOAT);
    try (AttributableModel loaded =
        AttributableModel.load(model.write(folder.resolve(dtype.typeName())))) {
      return LayerAttribution.on(loaded)
          .input("x", dtype.array().zeros(Shape.of(1, 2)))
          .layers("input:x")
          .method(new Ablation(baseline))
          .target(Target.of(0))
          .attribute()
          .get("input:x")
          .floats()
          .getFloat(0, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 255",
    "UINT16, 65535",
    "INT8, -128",
    "INT16, 32767",
    "INT32, -2147483648",
    "INT64, 1099511627776",
    "BOOL, 1"
  })
  void numbersWithinTheRangeAreTaken(Dtype dtype, double number) {
    assertThat((double) lost(dtype, Baseline.of("x", NdArrays.scalarOf(number))))
        .isEqualTo(-number);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 300, 300, whole numbers from 0 to 255",
    "UINT8, -1, -1, whole numbers from 0 to 255",
    "UINT16, 65536, 65536, whole numbers from 0 to 65535",
    "INT8, 128, 128, whole numbers from -128 to 127",
    "INT16, -32769, -32769, whole numbers from -32768 to 32767",
    "INT32, 1e10, 10000000000, whole numbers from -2147483648 to 2147483647",
    "INT64, 9223372036854775808, 9223372036854775808, whole numbers from -9223372036854775808 to",
    "INT64, 0.5, 0.5, whole numbers from -9223372036854775808 to 9223372036854775807",
    "INT32, NaN, NaN, whole numbers from",
    "BOOL, 2, 2, 0 (false) and 1 (true)"
  })
  void numbersBeyondTheRangeAreRefused(Dtype dtype, double number, String text, String range) {
    refused(
        dtype,
        NdArrays.scalarOf(number),
        "is %s for input \"x\" of type %s, which holds %s"
            .formatted(text, dtype.typeName(), range));
  }

  private void refused(Dtype dtype, NdArray<?> baseline, String text) {
    assertThatThrownBy(() -> lost(dtype, Baseline.of("x", baseline)))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_PARAMETER))
        .hasMessageContaining(text);
  }

  @Test
  void scalarsOfTheSameTypeAreReadAsItsNumbers() {
    assertThat(lost(Dtype.UINT8, Baseline.of("x", NdArrays.scalarOf((byte) 200)))).isEqualTo(-200);
    assertThat(lost(Dtype.INT64, Baseline.of("x", NdArrays.scalarOf(Long.MAX_VALUE))))
        .isEqualTo(-0x1p63f);
    assertThat(lost(Dtype.BOOL, Baseline.of("x", NdArrays.scalarOf(true)))).isEqualTo(-1);
    assertThat(lost(Dtype.BOOL, Baseline.of("x", NdArrays.scalarOf(false)))).isZero();
  }

  @Test
  void arraysOfOtherTypesAreCalledByTheirDtypes() {
    refused(
        Dtype.UINT8, JavaArray.FLOAT.zeros(Shape.of(2)), "is float32 for \"x\", which takes uint8");
    refused(Dtype.INT64, NdArrays.scalarOfObject("none"), "is string for \"x\", which takes int64");
  }
}
