package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.optimise.ConstantEvaluator;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tensorflow.proto.TensorProto;

/**
 * How often a loop runs, where constants alone decide: counters mostly. What decides is written out
 * for some iterations and computed by TensorFlow itself, so that nothing is guessed. Checks in the
 * condition and the body must hold for as long as the loop runs.
 */
final class IterationCount {
  /** Most loops are short, and what is written out for more iterations takes longer to compute. */
  private static final int AT_FIRST = 16;

  private static final int GROWTH = 8;

  private final OpenedLoop loop;
  private final List<TensorRef> checks;
  private final List<TensorRef> checksBefore;
  private final Set<Integer> variables = new TreeSet<>();
  private final BackwardSlice condition;
  private BackwardSlice step;
  private final BackwardSlice start;

  private IterationCount(FlatGraph graph, OpenedLoop loop) {
    this.loop = loop;
    FunctionGraph test = loop.condition();
    this.checks = checks(loop.body());
    this.checksBefore = checks(test);
    List<TensorRef> tested = new ArrayList<>(test.results());
    tested.addAll(checksBefore);
    this.condition = BackwardSlice.of(test.graph(), tested, test.arguments());
    condition.arguments().forEach(used -> variables.add(test.arguments().indexOf(used)));
    this.step = step();
    while (variables.addAll(variablesOf(step))) {
      step = step();
    }
    this.start = BackwardSlice.of(graph, variables.stream().map(loop::first).toList(), List.of());
  }

  /** What has to be true in a function, or else it fails. */
  private static List<TensorRef> checks(FunctionGraph function) {
    return function.graph().byName().values().stream()
        .filter(OpenedLoop::isCheck)
        .map(check -> check.inputs().get(0))
        .toList();
  }

  /**
   * Counts.
   *
   * @param most how many iterations are of interest
   * @return nothing where data decides, or where there are more
   */
  static OptionalInt of(FlatGraph graph, OpenedLoop loop, ConstantEvaluator evaluator, int most) {
    IterationCount count = new IterationCount(graph, loop);
    boolean decided =
        count.start.isDecided() && count.condition.isDecided() && count.step.isDecided();
    if (!decided) {
      return OptionalInt.empty();
    }
    OptionalInt first = count.with(StaticSizes.TRIALS.get(0), most, evaluator);
    return first.isPresent() && count.isSame(first, most, evaluator) ? first : OptionalInt.empty();
  }

  /** Whether it does not depend on unknown sizes. */
  private boolean isSame(OptionalInt first, int most, ConstantEvaluator evaluator) {
    boolean independent =
        Stream.of(start, condition, step).noneMatch(BackwardSlice::readsUnknownSizes);
    return independent
        || StaticSizes.TRIALS.stream()
            .skip(1)
            .allMatch(unknown -> with(unknown, most, evaluator).equals(first));
  }

  private OptionalInt with(int unknown, int most, ConstantEvaluator evaluator) {
    for (long tried = AT_FIRST; tried < most; tried *= GROWTH) {
      OptionalInt found = within(unknown, (int) tried, evaluator);
      if (found.isPresent()) {
        return found;
      }
    }
    return within(unknown, most, evaluator);
  }

  /** What takes the variables that matter to their next values, and what is checked. */
  private BackwardSlice step() {
    FunctionGraph body = loop.body();
    List<TensorRef> wanted = new ArrayList<>(checks);
    variables.forEach(variable -> wanted.add(body.results().get(variable)));
    return BackwardSlice.of(body.graph(), wanted, body.arguments());
  }

  private Set<Integer> variablesOf(BackwardSlice part) {
    Set<Integer> used = new TreeSet<>();
    part.arguments().forEach(argument -> used.add(loop.body().arguments().indexOf(argument)));
    return used;
  }

  private OptionalInt within(int unknown, int most, ConstantEvaluator evaluator) {
    List<FlatNode> nodes = new ArrayList<>(start.nodes(unknown));
    List<FlatNode> tests = condition.nodes(unknown);
    List<FlatNode> steps = step.nodes(unknown);
    NodeCopies testConstants = constants("test", loop.condition(), tests, nodes);
    NodeCopies stepConstants = constants("step", loop.body(), steps, nodes);
    List<TensorRef> goesOn = new ArrayList<>();
    List<List<TensorRef>> holdsBefore = new ArrayList<>();
    List<List<TensorRef>> holds = new ArrayList<>();
    List<TensorRef> values = loop.node().inputs();
    for (int i = 0; i <= most; i++) {
      NodeCopies test = copies("test_" + i, loop.condition(), values).beside(testConstants);
      computed(tests).forEach(node -> nodes.add(test.copy(node)));
      goesOn.add(test.tensor(loop.condition().results().get(0)));
      holdsBefore.add(test.tensors(checksBefore));
      NodeCopies next = copies("step_" + i, loop.body(), values).beside(stepConstants);
      computed(steps).forEach(node -> nodes.add(next.copy(node)));
      holds.add(next.tensors(checks));
      values = stepped(values, next);
    }
    Set<TensorRef> wanted = new LinkedHashSet<>(goesOn);
    holdsBefore.forEach(wanted::addAll);
    holds.forEach(wanted::addAll);
    return count(goesOn, holdsBefore, holds, evaluator.evaluate(nodes, List.copyOf(wanted)));
  }

  private NodeCopies constants(
      String label, FunctionGraph function, List<FlatNode> slice, List<FlatNode> nodes) {
    NodeCopies constants = copies(label, function, List.of());
    slice.stream()
        .filter(node -> node.inputs().isEmpty())
        .forEach(node -> nodes.add(constants.copy(node)));
    return constants;
  }

  private static List<FlatNode> computed(List<FlatNode> slice) {
    return slice.stream().filter(node -> !node.inputs().isEmpty()).toList();
  }

  private NodeCopies copies(String label, FunctionGraph function, List<TensorRef> values) {
    return NodeCopies.of(loop.node().name() + "/" + label + "/", loop.node(), function, values);
  }

  /** Variables that decide nothing keep their values, as these are not used. */
  private List<TensorRef> stepped(List<TensorRef> values, NodeCopies next) {
    List<TensorRef> stepped = new ArrayList<>(values);
    for (int variable : variables) {
      stepped.set(variable, next.tensor(loop.body().results().get(variable)));
    }
    return stepped;
  }

  private static OptionalInt count(
      List<TensorRef> goesOn,
      List<List<TensorRef>> holdsBefore,
      List<List<TensorRef>> holds,
      Map<TensorRef, TensorProto> values) {
    for (int i = 0; i < goesOn.size(); i++) {
      OptionalLong on = integer(values, goesOn.get(i));
      if (on.isEmpty() || !allHold(holdsBefore.get(i), values)) {
        return OptionalInt.empty();
      }
      if (on.getAsLong() == 0) {
        return OptionalInt.of(i);
      }
      if (!allHold(holds.get(i), values)) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static boolean allHold(List<TensorRef> checks, Map<TensorRef, TensorProto> values) {
    return checks.stream().allMatch(check -> integer(values, check).orElse(0) != 0);
  }

  private static OptionalLong integer(Map<TensorRef, TensorProto> values, TensorRef tensor) {
    TensorProto value = values.get(tensor);
    return value == null ? OptionalLong.empty() : ScalarValues.scalar(value);
  }
}
