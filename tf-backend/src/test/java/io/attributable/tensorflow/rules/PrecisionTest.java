package io.attributable.tensorflow.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.proto.DataType;

/**
 * Every rule in half precision, where the op has it, against the same rule in single precision for
 * the same rounded numbers.
 */
@Tag("slow")
class PrecisionTest {
  private static final Map<DataType, Double> TOLERANCES =
      Map.of(DataType.DT_HALF, 2e-2, DataType.DT_BFLOAT16, 1e-1);

  @TestFactory
  Stream<DynamicContainer> half() {
    return in(DataType.DT_HALF);
  }

  @TestFactory
  Stream<DynamicContainer> bfloat16() {
    return in(DataType.DT_BFLOAT16);
  }

  private static Stream<DynamicContainer> in(DataType type) {
    return OpGolden.models().stream()
        .map(
            model ->
                DynamicContainer.dynamicContainer(
                    model,
                    OpNodes.of(model).stream()
                        .flatMap(node -> node.withFloats(type).stream())
                        .filter(node -> !Excuses.isSampled(node))
                        .flatMap(node -> test(node, type).stream())));
  }

  /** Nothing where the op has no kernel. */
  private static Optional<DynamicTest> test(OpNode node, DataType type) {
    return ForwardRun.seedsIfKernel(node)
        .map(seeds -> DynamicTest.dynamicTest(node.toString(), () -> compare(node, type, seeds)));
  }

  private static void compare(OpNode half, DataType type, List<Value> seeds) {
    try {
      compareGradients(half, type, seeds);
    } catch (TFInvalidArgumentException e) {
      // TensorFlow has the op in half precision, but not all that its gradient is made of.
      Assumptions.assumeFalse(String.valueOf(e.getMessage()).contains("No OpKernel"));
      throw e;
    }
  }

  private static void compareGradients(OpNode half, DataType type, List<Value> seeds) {
    OpNode single = half.rounded().withFloats(DataType.DT_FLOAT).orElseThrow();
    List<Value> wide = seeds.stream().map(seed -> seed.as(DataType.DT_FLOAT)).toList();
    List<Map<Integer, Value>> found =
        OneOpRun.together(
            List.of(
                new GradientCase(half, Knowledge.ALL, seeds),
                new GradientCase(single, Knowledge.ALL, wide)));
    Gradients.assertClose(half, found.get(0), found.get(1), TOLERANCES.get(type));
  }
}
