package io.attributable.spark.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.GradientXActivation;
import io.attributable.Port;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Rows that change one another are explained one by one. */
class BatchCheckTest {
  private static Attributions of(int rows, float... values) {
    return new Attributions(
        List.of(
            new Attribution(
                "input:x",
                Port.OUTPUT,
                new GradientXActivation(),
                List.of(
                    new AttributedTensor(
                        "x",
                        ElementType.FLOAT32,
                        NdArrays.wrap(
                            Shape.of(rows, values.length / rows), DataBuffers.of(values)))),
                null)));
  }

  @Test
  void roundingIsNoDifference() {
    BatchCheck check = new BatchCheck();
    assertThat(
            check.apart(
                () -> of(3, 1, 2, 3, 4, 5, 6), row -> of(1, 1 + 2 * row, 2.0005f + 2 * row)))
        .isFalse();
  }

  @Test
  void anythingElseIsOneAndIsFoundOutOnce() {
    BatchCheck check = new BatchCheck();
    assertThat(
            check.apart(() -> of(3, 1, 2, 3, 4, 5, 6), row -> of(1, 1 + 2 * row, 2.1f + 2 * row)))
        .isTrue();
    assertThat(
            check.apart(
                () -> {
                  throw new AssertionError("it is known");
                },
                row -> {
                  throw new AssertionError("it is known");
                }))
        .isTrue();
  }
}
