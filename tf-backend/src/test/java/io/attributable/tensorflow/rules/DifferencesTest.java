package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.rules.JavaRules;
import java.util.ArrayList;
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
    try (ForwardRun run = ForwardRun.precise(single)) {
      check(run.node(), new Slopes(Differences.of(run), run.seeds()));
    }
  }

  private void check(OpNode node, Slopes slopes) {
    if (Gradients.count(slopes.gradients()) > 0) {
      measured.add(node.op());
    }
    List<GradientCase> cases = new ArrayList<>(cases(node, Knowledge.enough(node), slopes));
    node.withIntegers(DataType.DT_INT32)
        .filter(other -> other == node || ForwardRun.canRun(other))
        .ifPresent(ints -> cases.addAll(cases(ints, Stream.of(Knowledge.ALL), slopes)));
    node.withIntegers(DataType.DT_INT64)
        .filter(other -> other == node || ForwardRun.canRun(other))
        .ifPresent(longs -> cases.addAll(cases(longs, Knowledge.enough(longs), slopes)));
    compare(cases, slopes.gradients());
  }

  private static List<GradientCase> cases(OpNode node, Stream<Knowledge> known, Slopes slopes) {
    return known
        .filter(knowledge -> knowledge == Knowledge.ALL || !Excuses.needsShapes(node))
        .map(knowledge -> new GradientCase(node, knowledge, slopes.seeds()))
        .toList();
  }

  private static void compare(List<GradientCase> cases, Map<Integer, Value> slopes) {
    List<Optional<Map<Integer, Value>>> found = computed(cases);
    for (int i = 0; i < cases.size(); i++) {
      GradientCase one = cases.get(i);
      double tolerance = one.node().isDouble() ? DOUBLE : SINGLE;
      found.get(i).ifPresent(actual -> Gradients.assertClose(one, actual, slopes, tolerance));
    }
  }

  /** One after the other where one is refused. */
  private static List<Optional<Map<Integer, Value>>> computed(List<GradientCase> cases) {
    try {
      return OneOpRun.together(cases).stream().map(Optional::of).toList();
    } catch (NoGradientException e) {
      return cases.stream().map(DifferencesTest::alone).toList();
    }
  }

  /** Nothing where a rule says itself that it cannot do without sizes that are not known. */
  private static Optional<Map<Integer, Value>> alone(GradientCase one) {
    try {
      return Optional.of(OneOpRun.together(List.of(one)).get(0));
    } catch (NoGradientException e) {
      if (one.known() != Knowledge.ALL && Excuses.mayBeRefused(one.node())) {
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
