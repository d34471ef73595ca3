package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.rules.JavaRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.proto.DataType;

/**
 * Every rule against central differences, in double precision where the op has it, with static
 * shapes known in full, in part and not at all, and with integers of both sizes.
 */
@Tag("slow")
class DifferencesTest {
  private static final double DOUBLE = 1e-5;
  private static final double SINGLE = 1e-2;

  private final Set<String> measured = ConcurrentHashMap.newKeySet();

  @TestFactory
  Stream<DynamicContainer> rules() {
    return Stream.concat(
        OpGolden.models().stream().map(this::container),
        Stream.of(
            DynamicContainer.dynamicContainer(
                "after all",
                Stream.of(DynamicTest.dynamicTest("every rule was measured", this::requireAll)))));
  }

  private DynamicContainer container(String model) {
    return DynamicContainer.dynamicContainer(
        model,
        OpNodes.of(model).stream()
            .filter(node -> !Excuses.isWithoutSlope(node))
            .map(node -> DynamicTest.dynamicTest(node.toString(), () -> check(node))));
  }

  /** What nudging the inputs says, and the weights of the outputs that it says it of. */
  private record Slopes(Map<Integer, Value> gradients, List<Value> seeds) {}

  private void check(OpNode single) {
    OpNode node = precise(single);
    Slopes slopes = slopes(node);
    if (Gradients.count(slopes.gradients()) > 0) {
      measured.add(node.op());
    }
    Knowledge.enough(node).forEach(known -> compare(node, known, slopes));
    node.withIntegers(DataType.DT_INT32)
        .filter(Kernels::exist)
        .ifPresent(ints -> compare(ints, Knowledge.ALL, slopes));
    node.withIntegers(DataType.DT_INT64)
        .filter(Kernels::exist)
        .ifPresent(
            longs -> Knowledge.enough(longs).forEach(known -> compare(longs, known, slopes)));
  }

  private static OpNode precise(OpNode node) {
    return node.withFloats(DataType.DT_DOUBLE).filter(Kernels::exist).orElse(node);
  }

  private static Slopes slopes(OpNode node) {
    try (OneOpRun run = OneOpRun.of(node, Rules.NONE, Knowledge.ALL)) {
      return new Slopes(Differences.of(run, node), run.seeds(node));
    }
  }

  private static void compare(OpNode node, Knowledge known, Slopes expected) {
    if (known != Knowledge.ALL && Excuses.needsShapes(node)) {
      return;
    }
    gradients(node, known, expected.seeds())
        .ifPresent(
            gradients ->
                Gradients.assertClose(
                    node + " knowing " + known,
                    gradients,
                    expected.gradients(),
                    node.isDouble() ? DOUBLE : SINGLE));
  }

  /** Nothing where a rule says itself that it cannot do without sizes that are not known. */
  private static Optional<Map<Integer, Value>> gradients(
      OpNode node, Knowledge known, List<Value> seeds) {
    try {
      return Optional.of(OneOpRun.gradients(node, Rules.of(node), known, seeds));
    } catch (NoGradientException e) {
      if (known != Knowledge.ALL && Excuses.mayBeRefused(node)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void requireAll() {
    Set<String> missing = new TreeSet<>(JavaRules.all().keySet());
    missing.removeAll(measured);
    missing.removeAll(Excuses.withoutSlope());
    missing.removeAll(OpNodes.opsWithoutArrays());
    assertThat(missing).isEmpty();
  }
}
