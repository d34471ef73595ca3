package io.attributable.tensorflow.internal.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import io.attributable.tensorflow.internal.batch.RowComparison;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

class PointIndependenceTest {
  private static final Map<String, Shape> INPUTS = Map.of("x", Shape.of(1, 2));

  private static List<AttributedTensor> rows(long... points) {
    FloatNdArray rows = NdArrays.ofFloats(Shape.of(points.length, 2));
    rows.scalars().forEachIndexed((at, value) -> value.setFloat(points[(int) at[0]] + at[1]));
    return List.of(new AttributedTensor("y", ElementType.FLOAT32, rows));
  }

  @Test
  void rowsThatAreTheirOwnGoTogether() {
    PointIndependence independence = new PointIndependence(new RowComparison(false));
    assertThat(independence.of(INPUTS, PointIndependenceTest::rows)).isTrue();
  }

  /** As a model does that reshapes to a number of rows, or asserts one. */
  @Test
  void whatTensorFlowRefusesTogetherGoesOneByOne() {
    PointIndependence independence = new PointIndependence(new RowComparison(false));
    AtomicInteger runs = new AtomicInteger();
    PointIndependence.Outputs single =
        points -> {
          runs.incrementAndGet();
          if (points.length > 1) {
            throw new TFInvalidArgumentException("cannot reshape 6 values to 2");
          }
          return rows(points);
        };
    assertThat(independence.of(INPUTS, single)).isFalse();
    assertThat(independence.of(INPUTS, single)).isFalse();
    assertThat(runs).hasValue(3);
  }

  @Test
  void otherFailuresAreThose() {
    PointIndependence independence = new PointIndependence(new RowComparison(false));
    assertThatThrownBy(
            () ->
                independence.of(
                    INPUTS,
                    points -> {
                      throw new IllegalStateException("closed");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }
}
