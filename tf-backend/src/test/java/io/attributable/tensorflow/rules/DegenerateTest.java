package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.tape.NativeGradientOps;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.tensorflow.Internals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.DataType;

/**
 * Gradients of ops at the edge of their definition: one part, no index, single numbers, dimensions
 * of size 0 and 1, axes from the end. What an op takes its gradient takes, whatever is known of
 * shapes, in every type of numbers and of indices.
 */
@Tag("slow")
class DegenerateTest {
  private static final double DOUBLE = 1e-5;
  private static final double SINGLE = 2e-2;
  private static final Map<DataType, Double> HALVES =
      Map.of(DataType.DT_HALF, 2e-2, DataType.DT_BFLOAT16, 1e-1);

  /** No graph of today may hold it. */
  private static final String REMOVED = "QuantizeAndDequantize";

  @BeforeAll
  static void loadLibrary() {
    Internals.requireNativeLibrary();
  }

  @TestFactory
  Stream<DynamicContainer> forms() {
    return FormTable.rows().stream()
        .map(
            row -> {
              List<OpNode> forms = row.forms().stream().filter(DegenerateTest::runs).toList();
              return DynamicContainer.dynamicContainer(
                  row.text(),
                  Stream.concat(
                      Stream.of(
                          DynamicTest.dynamicTest(
                              "some run", () -> assertThat(forms).isNotEmpty())),
                      forms.stream()
                          .map(form -> DynamicTest.dynamicTest(form.name(), () -> check(form)))));
            });
  }

  @Test
  void everyNativeRuleHasForms() {
    Set<String> missing = new TreeSet<>(NativeGradientOps.all());
    missing.removeAll(JavaRules.all().keySet());
    missing.remove(REMOVED);
    missing.removeAll(
        FormTable.rows().stream()
            .flatMap(row -> row.forms().stream())
            .map(OpNode::op)
            .collect(Collectors.toSet()));
    assertThat(missing).isEmpty();
  }

  /** Whether the op itself takes this form. */
  private static boolean runs(OpNode node) {
    try (OneOpRun run = OneOpRun.of(node, Rules.NONE, Knowledge.ALL)) {
      return Double.isFinite(run.score(node));
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      return false;
    }
  }

  private static void check(OpNode form) {
    Optional<OpNode> precise = form.withFloats(DataType.DT_DOUBLE).filter(DegenerateTest::runs);
    OpNode node = precise.orElse(form);
    Map<Integer, Value> expected = differences(node);
    enough(node).forEach(known -> compare(node, known, expected));
    Stream.of(DataType.DT_INT32, DataType.DT_INT64)
        .flatMap(type -> node.withIntegers(type).stream())
        .filter(DegenerateTest::runs)
        .forEach(
            other ->
                enough(other)
                    .filter(known -> known == Knowledge.ALL || known == Knowledge.NOTHING)
                    .forEach(known -> compare(other, known, expected)));
    if (precise.isPresent()) {
      compare(form, Knowledge.ALL, differences(form));
    }
    HALVES.forEach((type, tolerance) -> compareHalf(form, type, tolerance));
  }

  /** TensorFlow itself takes some for empty when too little is known. */
  private static Stream<Knowledge> enough(OpNode node) {
    return Excuses.mayBeRefused(node) ? Stream.of(Knowledge.ALL) : Knowledge.enough(node);
  }

  private static void compareHalf(OpNode form, DataType type, double tolerance) {
    form.withFloats(type)
        .filter(DegenerateTest::runs)
        .ifPresent(
            half -> {
              OpNode single = half.rounded().withFloats(DataType.DT_FLOAT).orElseThrow();
              Gradients.assertClose(
                  half,
                  gradients(half, Knowledge.ALL),
                  gradients(single, Knowledge.ALL),
                  tolerance);
            });
  }

  private static void compare(OpNode node, Knowledge known, Map<Integer, Value> expected) {
    Map<Integer, Value> gradients = gradients(node, known);
    if (!Excuses.isWithoutSlope(node)) {
      Gradients.assertClose(
          node + " knowing " + known, gradients, expected, node.isDouble() ? DOUBLE : SINGLE);
    }
  }

  private static Map<Integer, Value> gradients(OpNode node, Knowledge known) {
    try {
      return OneOpRun.gradients(node, Rules.of(node), known);
    } catch (NoGradientException | TFInvalidArgumentException | TensorFlowException e) {
      throw new AssertionError(node + " knowing " + known + " has a gradient that fails", e);
    }
  }

  private static Map<Integer, Value> differences(OpNode node) {
    try (OneOpRun run = OneOpRun.of(node, Rules.NONE, Knowledge.ALL)) {
      return Differences.of(run, node);
    }
  }
}
