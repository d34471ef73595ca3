package io.attributable.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.tensor.TensorRef;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Tensors as values. */
class TensorInfoTest {
  private static TensorInfo of(long... sizes) {
    return new TensorInfo(new TensorRef("a", 0), "a:0", DataType.DT_FLOAT, Shape.of(sizes));
  }

  @Test
  void sizesThatAreNotKnownAreNoDifference() {
    assertThat(of(-1, 3)).isEqualTo(of(-1, 3)).hasSameHashCodeAs(of(-1, 3));
    assertThat(of(-1, 3)).isNotEqualTo(of(2, 3));
  }
}
