package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.tape.NativeGradientOps;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
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
      return ForwardRun.seedsIfFinite(node).map(seeds -> new Form(node, seeds));
    }

    Optional<Form> withFloats(DataType type) {
      return node.withFloats(type).flatMap(Form::of);
    }

    Optional<Form> withIntegers(DataType type) {
      return node.withIntegers(type)
          .flatMap(other -> other == node ? Optional.of(this) : Form.of(other));
    }
  }

  private static void check(Form form) {
    Optional<ForwardRun> precise =
        form.node().withFloats(DataType.DT_DOUBLE).flatMap(ForwardRun::finite);
    try (ForwardRun run = precise.orElseGet(() -> ForwardRun.of(form.node()))) {
      check(form, run, precise.isPresent());
    }
  }

  private static void check(Form form, ForwardRun run, boolean precise) {
    Form checked = new Form(run.node(), run.seeds());
    Comparisons comparisons = new Comparisons(Differences.of(run));
    comparisons.slopes(checked, enough(checked.node()));
    Stream.of(DataType.DT_INT32, DataType.DT_INT64)
        .flatMap(type -> checked.withIntegers(type).stream())
        .forEach(
            other ->
                comparisons.slopes(
                    other,
                    enough(other.node())
                        .filter(known -> known == Knowledge.ALL || known == Knowledge.NOTHING)));
    if (precise) {
      // Differences of doubles are nearer to the derivative than those of floats.
      comparisons.slopes(form, Stream.of(Knowledge.ALL));
    }
    HALVES.forEach(
        (type, tolerance) ->
            form.withFloats(type).ifPresent(half -> comparisons.half(half, tolerance)));
    comparisons.check();
  }

  /** TensorFlow itself takes some for empty when too little is known. */
  private static Stream<Knowledge> enough(OpNode node) {
    return Excuses.mayBeRefused(node) ? Stream.of(Knowledge.ALL) : Knowledge.enough(node);
  }

  /** Gradients of the same form in several types, computed in one session. */
  private static final class Comparisons {
    private final Map<Integer, Value> slopes;
    private final List<GradientCase> cases = new ArrayList<>();
    private final List<Consumer<List<Map<Integer, Value>>>> checks = new ArrayList<>();

    Comparisons(Map<Integer, Value> slopes) {
      this.slopes = slopes;
    }

    void slopes(Form form, Stream<Knowledge> known) {
      OpNode node = form.node();
      double tolerance = node.isDouble() ? DOUBLE : SINGLE;
      known.forEach(
          knowledge -> {
            GradientCase one = new GradientCase(node, knowledge, form.seeds());
            int index = add(one);
            if (!Excuses.isWithoutSlope(node)) {
              checks.add(found -> Gradients.assertClose(one, found.get(index), slopes, tolerance));
            }
          });
    }

    /** Against single precision with the same numbers. */
    void half(Form half, double tolerance) {
      OpNode single = half.node().rounded().withFloats(DataType.DT_FLOAT).orElseThrow();
      List<Value> wide = half.seeds().stream().map(seed -> seed.as(DataType.DT_FLOAT)).toList();
      int narrow = add(new GradientCase(half.node(), Knowledge.ALL, half.seeds()));
      int precise = add(new GradientCase(single, Knowledge.ALL, wide));
      checks.add(
          found ->
              Gradients.assertClose(half.node(), found.get(narrow), found.get(precise), tolerance));
    }

    private int add(GradientCase one) {
      cases.add(one);
      return cases.size() - 1;
    }

    void check() {
      List<Map<Integer, Value>> found = computed();
      checks.forEach(check -> check.accept(found));
    }

    /** One after the other where they fail, to tell which does. */
    private List<Map<Integer, Value>> computed() {
      try {
        return OneOpRun.together(cases);
      } catch (NoGradientException | TFInvalidArgumentException | TensorFlowException e) {
        return cases.stream().map(Comparisons::alone).toList();
      }
    }

    private static Map<Integer, Value> alone(GradientCase one) {
      try {
        return OneOpRun.together(List.of(one)).get(0);
      } catch (NoGradientException | TFInvalidArgumentException | TensorFlowException e) {
        throw new AssertionError(one + " has a gradient that fails", e);
      }
    }
  }
}
