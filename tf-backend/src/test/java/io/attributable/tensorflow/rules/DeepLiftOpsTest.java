package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.RuleCoverage;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * Completeness op by op: what the multipliers of an op's inputs say that the output changes by,
 * against what it does change by, in double precision wherever the op has it. The baseline has the
 * numbers of the input in the opposite order, so that some are the same in both.
 */
@Tag("slow")
class DeepLiftOpsTest {
  private static final double TOLERANCE = 1e-9;
  private static final double TOLERANCE_OF_SINGLE = 2e-5;

  private static List<Case> cases;

  /**
   * An op to measure.
   *
   * @param seeds the weights of its outputs, by output
   */
  private record Case(OpNode node, Map<Integer, Value> seeds) {
    static Case of(OpNode node) {
      try (ForwardRun run = ForwardRun.precise(node)) {
        Map<Integer, Value> seeds = new LinkedHashMap<>();
        run.node().used().stream()
            .sorted()
            .forEach(i -> seeds.put(i, run.seeds().get(seeds.size())));
        return new Case(run.node(), seeds);
      }
    }
  }

  @BeforeAll
  static void find() {
    cases =
        OpNodes.all().stream()
            .filter(node -> !Excuses.ofXla().contains(node.op()) && !isOfStatistics(node))
            .filter(DeepLiftOpsTest::isFinite)
            .map(Case::of)
            .filter(each -> hasRule(TwoPassGraph.of(each.node(), Knowledge.ALL)))
            .toList();
  }

  /** Statistics that go on to the output have no rule. */
  private static boolean isOfStatistics(OpNode node) {
    return node.op().startsWith("FusedBatchNorm") && !node.used().equals(Set.of(0));
  }

  private static boolean isFinite(OpNode node) {
    return node.varied().stream()
        .allMatch(i -> DoubleStream.of(node.inputs().get(i).numbers()).allMatch(Double::isFinite));
  }

  private static boolean hasRule(TwoPassGraph graph) {
    return !graph.rule().equals(RuleCoverage.GRADIENT);
  }

  @TestFactory
  Stream<DynamicTest> completeness() {
    return Stream.of(Knowledge.values())
        .map(
            knowledge ->
                DynamicTest.dynamicTest(knowledge.toString(), () -> check(cases, knowledge)));
  }

  @Test
  void allKindsOfRulesAreMeasured() {
    Set<String> measured = cases.stream().map(each -> each.node().op()).collect(Collectors.toSet());
    assertThat(measured)
        .contains("Relu", "Elu", "Exp", "Sigmoid", "Rsqrt", "Pow", "ClipByValue", "Mul", "RealDiv")
        .contains("MatMul", "BatchMatMulV2", "Einsum", "Conv2D", "Maximum", "SquaredDifference")
        .contains("MaxPool", "MaxPool3D", "Max", "Min", "Softmax", "LogSoftmax", "SelectV2")
        .contains("Prod", "EuclideanNorm", "L2Loss", "DivNoNan", "GatherV2")
        .hasSizeGreaterThan(100);
  }

  private static void check(List<Case> cases, Knowledge knowledge) {
    SoftAssertions softly = new SoftAssertions();
    for (Case each : cases) {
      OpNode node = each.node();
      boolean known = knowledge == Knowledge.ALL || !Excuses.needsShapes(node);
      if (known && Knowledge.enough(node).anyMatch(knowledge::equals)) {
        softly.check(() -> check(each, knowledge));
      }
    }
    softly.assertAll();
  }

  private static void check(Case each, Knowledge knowledge) {
    OpNode node = each.node();
    TwoPassGraph graph = TwoPassGraph.of(node, knowledge);
    if (!hasRule(graph)) {
      // What may be several dimensions at run time is refused before.
      assertThat(node.op()).isEqualTo("Prod");
      return;
    }
    try (Run run = new Run(each, graph)) {
      double tolerance = node.isDouble() ? TOLERANCE : TOLERANCE_OF_SINGLE;
      double said = run.said();
      double found = run.found();
      assertThat(Math.abs(said - found))
          .as("%s by %s: %s, not %s", node, graph.rule(), said, found)
          .isLessThanOrEqualTo(tolerance * Math.max(1, run.size()));
    }
  }

  /** Both passes in a run: whatever else is fetched is prepared anew. */
  private static final class Run implements AutoCloseable {
    private final OpNode node;
    private final TwoPassGraph two;
    private final Graph graph = new Graph();
    private final Session session;
    private final Map<Integer, Value> multipliers;
    private final Map<Integer, Value> after;
    private final Map<Integer, Value> before;
    private double size;

    Run(Case each, TwoPassGraph two) {
      this.node = each.node();
      this.two = two;
      Map<Integer, TensorRef> wanted = two.multipliers();
      graph.importGraphDef(two.proto());
      this.session = new Session(graph, Internals.sessionConfig());
      List<Integer> used = List.copyOf(node.used());
      List<String> fetches = new ArrayList<>();
      used.forEach(i -> fetches.add("op:" + i));
      used.forEach(i -> fetches.add("base_op:" + i));
      wanted.values().forEach(multiplier -> fetches.add(multiplier.toString()));
      List<Value> found = run(each.seeds(), fetches);
      int outputs = used.size();
      this.after = byIndex(used, found.subList(0, outputs));
      this.before = byIndex(used, found.subList(outputs, 2 * outputs));
      this.multipliers = byIndex(wanted.keySet(), found.subList(2 * outputs, found.size()));
    }

    private static Map<Integer, Value> byIndex(Collection<Integer> indices, List<Value> values) {
      Map<Integer, Value> byIndex = new LinkedHashMap<>();
      indices.forEach(i -> byIndex.put(i, values.get(byIndex.size())));
      return byIndex;
    }

    /** What the outputs change by, each number with a weight of its own. */
    double found() {
      double change = 0;
      for (int i : after.keySet()) {
        double[] factors = after.get(i).weights(0).numbers();
        double[] now = after.get(i).numbers();
        double[] then = before.get(i).numbers();
        for (int k = 0; k < now.length; k++) {
          change += Double.isFinite(now[k] - then[k]) ? factors[k] * (now[k] - then[k]) : 0;
          size = Math.max(size, Math.abs(now[k]));
        }
      }
      return change;
    }

    /** What the multipliers make of the changes of the inputs. */
    double said() {
      double change = 0;
      for (int input : multipliers.keySet()) {
        double[] multiplier = multipliers.get(input).numbers();
        double[] now = node.inputs().get(input).numbers();
        double[] then = node.inputs().get(input).reversed().numbers();
        for (int k = 0; k < now.length; k++) {
          change += multiplier[k] * (now[k] - then[k]);
          size = Math.max(size, Math.abs(multiplier[k]));
        }
      }
      return change;
    }

    double size() {
      return size;
    }

    private List<Value> run(Map<Integer, Value> seeds, List<String> fetches) {
      List<Tensor> fed = new ArrayList<>();
      Session.Runner runner = session.runner();
      for (int i = 0; i < node.inputs().size(); i++) {
        feed(runner, "in" + i, node.inputs().get(i), fed);
        feed(runner, "base_in" + i, node.inputs().get(i).reversed(), fed);
      }
      seeds.forEach((i, value) -> feed(runner, two.seeds().get(i).node(), value, fed));
      fetches.forEach(runner::fetch);
      try (Result result = runner.run()) {
        return IntStream.range(0, fetches.size()).mapToObj(i -> Value.of(result.get(i))).toList();
      } finally {
        fed.forEach(Tensor::close);
      }
    }

    private void feed(Session.Runner runner, String name, Value value, List<Tensor> fed) {
      if (graph.operation(name) != null && graph.operation(name).type().equals("Placeholder")) {
        Tensor tensor = value.tensor();
        fed.add(tensor);
        runner.feed(name, tensor);
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }
}
