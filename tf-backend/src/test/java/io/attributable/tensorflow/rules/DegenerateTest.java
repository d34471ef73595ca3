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
              List<Form> forms =
                  row.forms().stream().map(Form::of).flatMap(Optional::stream).toList();
              return DynamicContainer.dynamicContainer(
                  row.text(),
                  Stream.concat(
                      Stream.of(
                          DynamicTest.dynamicTest(
                              "some run", () -> assertThat(forms).isNotEmpty())),
                      forms.stream()
                          .map(
                              form ->
                                  DynamicTest.dynamicTest(form.node().name(), () -> check(form)))));
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

  /**
   * A form that the op itself takes.
   *
   * @param seeds the weights of the outputs
   */
  private record Form(OpNode node, List<Value> seeds) {
    static Optional<Form> of(OpNode node) {
      try (OneOpRun run = OneOpRun.of(node, Rules.NONE, Knowledge.ALL)) {
        List<Value> outputs = run.outputs(node);
        return Double.isFinite(OneOpRun.score(outputs))
            ? Optional.of(new Form(node, OneOpRun.seeds(outputs)))
            : Optional.empty();
      } catch (TFInvalidArgumentException | TensorFlowException e) {
        return Optional.empty();
      }
    }

    Optional<Form> withFloats(DataType type) {
      return node.withFloats(type).flatMap(Form::of);
    }

    Optional<Form> withIntegers(DataType type) {
      return node.withIntegers(type).flatMap(Form::of);
    }
  }

  private static void check(Form form) {
    Optional<Form> precise = form.withFloats(DataType.DT_DOUBLE);
    Form checked = precise.orElse(form);
    Map<Integer, Value> expected = differences(checked.node());
    compare(checked, enough(checked.node()), expected);
    Stream.of(DataType.DT_INT32, DataType.DT_INT64)
        .flatMap(type -> checked.withIntegers(type).stream())
        .forEach(
            other ->
                compare(
                    other,
                    enough(other.node())
                        .filter(known -> known == Knowledge.ALL || known == Knowledge.NOTHING),
                    expected));
    if (precise.isPresent()) {
      // Differences of doubles are nearer to the derivative than those of floats.
      compare(form, Stream.of(Knowledge.ALL), expected);
    }
    HALVES.forEach((type, tolerance) -> compareHalf(form, type, tolerance));
  }

  /** TensorFlow itself takes some for empty when too little is known. */
  private static Stream<Knowledge> enough(OpNode node) {
    return Excuses.mayBeRefused(node) ? Stream.of(Knowledge.ALL) : Knowledge.enough(node);
  }

  private static void compareHalf(Form form, DataType type, double tolerance) {
    form.withFloats(type)
        .ifPresent(
            half -> {
              OpNode rounded = half.node().rounded();
              Form single =
                  new Form(
                      rounded.withFloats(DataType.DT_FLOAT).orElseThrow(),
                      half.seeds().stream().map(DegenerateTest::single).toList());
              Gradients.assertClose(
                  half.node(),
                  gradients(half, Knowledge.ALL),
                  gradients(single, Knowledge.ALL),
                  tolerance);
            });
  }

  private static Value single(Value half) {
    return new Value(DataType.DT_FLOAT, half.shape(), half.numbers());
  }

  private static void compare(Form form, Stream<Knowledge> known, Map<Integer, Value> expected) {
    OpNode node = form.node();
    gradients(form, known.toList())
        .forEach(
            (knowledge, gradients) -> {
              if (!Excuses.isWithoutSlope(node)) {
                Gradients.assertClose(
                    node + " knowing " + knowledge,
                    gradients,
                    expected,
                    node.isDouble() ? DOUBLE : SINGLE);
              }
            });
  }

  private static Map<Integer, Value> gradients(Form form, Knowledge known) {
    return gradients(form, List.of(known)).get(known);
  }

  private static Map<Knowledge, Map<Integer, Value>> gradients(Form form, List<Knowledge> known) {
    OpNode node = form.node();
    try {
      return OneOpRun.gradients(node, Rules.of(node), known, form.seeds());
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
