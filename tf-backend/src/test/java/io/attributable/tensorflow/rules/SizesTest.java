package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.tape.NoGradientException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Every rule on arrays without rows and on single numbers, where the op takes them: a rule asks no
 * more of sizes than the op does.
 */
@Tag("slow")
class SizesTest {
  private static final double TOLERANCE = 1e-2;

  @TestFactory
  Stream<DynamicContainer> withoutRows() {
    return ofAll(Resized::withoutRows);
  }

  @TestFactory
  Stream<DynamicContainer> ofSingleNumbers() {
    return ofAll(Resized::scalar);
  }

  private static Stream<DynamicContainer> ofAll(Function<OpNode, Stream<OpNode>> resize) {
    return OpGolden.models().stream()
        .map(
            model ->
                DynamicContainer.dynamicContainer(
                    model,
                    OpNodes.of(model).stream()
                        .flatMap(resize)
                        .filter(SizesTest::runs)
                        .map(node -> DynamicTest.dynamicTest(node.toString(), () -> check(node)))));
  }

  /** Whether the op itself takes these sizes. */
  private static boolean runs(OpNode node) {
    return !SizeExcuses.isWithoutSense(node) && ForwardRun.seedsIfFinite(node).isPresent();
  }

  private static void check(OpNode node) {
    boolean mustKnow = Excuses.needsShapes(node) || Excuses.mayBeRefused(node);
    Knowledge known = mustKnow ? Knowledge.ALL : Knowledge.NOTHING;
    try (ForwardRun plain = ForwardRun.of(node)) {
      Map<Integer, Value> gradients = gradients(node, known, plain.seeds());
      gradients.forEach(
          (input, gradient) ->
              assertThat(gradient.shape())
                  .as(node.toString())
                  .isEqualTo(node.inputs().get(input).shape()));
      if (!Excuses.isWithoutSlope(node)) {
        Gradients.assertClose(node, gradients, Differences.of(plain), TOLERANCE);
      }
    }
  }

  private static Map<Integer, Value> gradients(OpNode node, Knowledge known, List<Value> seeds) {
    try {
      return OneOpRun.gradients(node, Rules.of(node), known, seeds);
    } catch (NoGradientException e) {
      // To refuse matrices of a size that the gradient is not known for is no wrong number.
      return Assumptions.abort(node + " is refused");
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      throw new AssertionError(node + " has a gradient that fails", e);
    }
  }
}
