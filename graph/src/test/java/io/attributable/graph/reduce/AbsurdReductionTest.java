package io.attributable.graph.reduce;

import static io.attributable.graph.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.Reduction;
import io.attributable.graph.savedmodel.SignatureSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** Maps of sizes that no JVM holds are refused before anything runs. */
class AbsurdReductionTest {
  private static final Shape MAP = Shape.of(-1, 8, 8);

  @ParameterizedTest
  @ValueSource(strings = {"resize=40000x40000", "resize=999999999x999999999", "scale=1000000"})
  void isRefused(String reduction) {
    assertRefused(ErrorCode.REDUCTION_SHAPE, () -> of(reduction, MAP))
        .hasMessageContaining("this JVM holds");
  }

  @Test
  void examplesCount() {
    assertThat(of("resize=64x64", Shape.of(16, 8, 8))).isEqualTo(Shape.of(16, 64, 64));
    assertRefused(
        ErrorCode.REDUCTION_SHAPE, () -> of("resize=64x64", Shape.of(1_000_000_000, 8, 8)));
  }

  private static Shape of(String reduction, Shape map) {
    SignatureSchema signature = new SignatureSchema("s", List.of(), List.of());
    return new ReducedShape(Reduction.parse(reduction), signature, Map.of())
        .of("map", map)
        .values();
  }
}
