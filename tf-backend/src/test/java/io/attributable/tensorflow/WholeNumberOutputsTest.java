package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Ablation;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.Types;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Outputs that nothing can be differentiated of, by methods that do not. */
class WholeNumberOutputsTest {
  @TempDir Path folder;

  @Test
  void indicesOfTheLargestAreExplainedAsNumbers() {
    try (AttributableModel model = AttributableModel.load(largest())) {
      LayerAttribution asked =
          LayerAttribution.on(model)
              .input("x", StdArrays.ndCopyOf(new double[][] {{0.5, 0.75, 2}, {0.3, 0.2, 0.1}}))
              .layers("input:x")
              .method(new Ablation());
      assertThat(asked.attribute().get("input:x").doubles())
          .isEqualTo(StdArrays.ndCopyOf(new double[][] {{0, 0, 1}, {-1, 0, 0}}));
      assertThat(asked.notes()).isEmpty();
    }
  }

  private Path largest() {
    TensorProto axis =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.scalar()))
            .addIntVal(1)
            .build();
    return new NodeModel(3)
        .node(
            NodeDef.newBuilder()
                .setName("dimension")
                .setOp("Const")
                .putAttr("dtype", Attributes.of(DataType.DT_INT32))
                .putAttr("value", AttrValue.newBuilder().setTensor(axis).build()))
        .add(
            "scores",
            "ArgMax",
            Map.of(
                "Tidx", Attributes.of(DataType.DT_INT32),
                "output_type", Attributes.of(DataType.DT_INT64)),
            "x",
            "dimension")
        .giving(DataType.DT_INT64)
        .write(folder.resolve("largest"));
  }
}
