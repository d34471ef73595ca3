package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Methods;
import io.attributable.Target;
import io.attributable.graph.flat.Attributes;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;

/**
 * What a model knows of the sizes of its inputs is known of points, too: TensorFlow's shape
 * inference for diagonals fails where it is not.
 */
class PointShapesTest {
  private static final double[][] X = {{0.5, -1.5, 2}, {3, 0.25, -1}};

  @TempDir Path folder;

  /** The squares beside the main diagonal, in the columns from 1 on. */
  private static NodeModel squaresBesideTheDiagonal() {
    return new NodeModel(3)
        .axis("beside", 1)
        .whole("any", -1)
        .axis("rows", 1)
        .number("zero", 0)
        .add("squares", "Square", "x")
        .add("matrix", "MatrixDiagV3", "squares", "beside", "any", "any", "zero")
        .add("scores", "Sum", Map.of("Tidx", Attributes.of(DataType.DT_INT32)), "matrix", "rows");
  }

  /** Squares of the diagonal of what is there, and back to a matrix in gradients. */
  private static NodeModel partOfAMatrix() {
    return new NodeModel(3)
        .axis("main", 0)
        .whole("any", -1)
        .number("zero", 0)
        .add("matrix", "MatrixDiagV3", "x", "main", "any", "any", "zero")
        .add("product", "Mul", "matrix", "matrix")
        .add("scores", "MatrixDiagPartV3", "product", "main", "zero");
  }

  @ParameterizedTest
  @CsvSource({
    "integrated-gradients, 1e-12",
    "deeplift, 1e-12",
    "conductance, 2e-2",
  })
  void diagonals(String method, double tolerance) {
    assertExplained(squaresBesideTheDiagonal(), 2, method, tolerance);
    assertExplained(partOfAMatrix(), 1, method, tolerance);
  }

  private void assertExplained(NodeModel nodes, int target, String method, double tolerance) {
    try (AttributableModel model =
        AttributableModel.load(nodes.write(folder.resolve("model" + target)))) {
      double[][] found =
          StdArrays.array2dCopyOf(
              (DoubleNdArray)
                  LayerAttribution.on(model)
                      .input("x", StdArrays.ndCopyOf(X))
                      .layers("input:x")
                      .method(Methods.of(method))
                      .target(Target.of(target))
                      .attribute()
                      .layers()
                      .get(0)
                      .tensor()
                      .values());
      for (int example = 0; example < X.length; example++) {
        double square = X[example][1] * X[example][1];
        assertThat(found[example])
            .containsExactly(new double[] {0, square, 0}, within(tolerance * Math.max(1, square)));
      }
    }
  }
}
