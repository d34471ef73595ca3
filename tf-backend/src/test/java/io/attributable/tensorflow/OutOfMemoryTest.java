package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.graph.flat.Attributes;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** TensorFlow waits ten seconds for memory before it says that there is none. */
class OutOfMemoryTest {
  @Test
  @Tag("slow")
  void aCallThatNeedsMoreMemoryThanThereIsFailsAlone(@TempDir Path other) {
    Map<String, AttrValue> turned = Map.of("transpose_b", Attributes.of(true));
    Map<String, AttrValue> axes =
        Map.of("keep_dims", Attributes.of(true), "Tidx", Attributes.of(DataType.DT_INT32));
    new NodeModel(Shape.of(-1, 4), DataType.DT_FLOAT)
        .axis("last", 1)
        .add("squares", "Square", "x")
        .add("products", "MatMul", turned, "squares", "squares")
        .add("scores", "Sum", axes, "products", "last")
        .write(other);
    ModelOptions options = ModelOptions.defaults().batchBytes(0);
    try (AttributableModel model = AttributableModel.load(other, options)) {
      LayerAttribution small = products(model, 2);
      Attributions before = small.attribute();
      assertThatThrownBy(products(model, 4_000_000)::attribute)
          .isInstanceOf(AttributionException.class)
          .hasMessageStartingWith("[OutOfMemory] There is not enough memory")
          .hasMessageContaining("[4000000,4000000]");
      assertThat(small.attribute()).isEqualTo(before);
    }
  }

  private static LayerAttribution products(AttributableModel model, int rows) {
    return LayerAttribution.on(model)
        .layers("tensor:squares:0")
        .target(Target.of(0))
        .input("x", NdArrays.ofFloats(Shape.of(rows, 4)));
  }
}
