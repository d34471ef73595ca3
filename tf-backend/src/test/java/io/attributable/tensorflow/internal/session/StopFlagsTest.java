package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.plan.PlanWork;
import io.attributable.tensorflow.Internals;
import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.internal.call.Stop;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Runs that fail in the middle because they were asked to, and those that do not. */
class StopFlagsTest {
  private static final int PRODUCTS = 4;

  private final SessionGraph session = SessionGraph.empty(ConfigProto.getDefaultInstance());

  @BeforeAll
  static void load() {
    Internals.requireNativeLibrary();
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** The fourth power of a matrix, and one more. */
  private static GraphDef graph() {
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph.getVersionsBuilder().setProducer(1882);
    graph.addNode(
        node("x", "Placeholder")
            .putAttr("dtype", Attributes.of(DataType.DT_FLOAT))
            .putAttr("shape", Attributes.of(Shape.of(2, 2))));
    for (int i = 0; i < PRODUCTS; i++) {
      graph.addNode(
          node("product_" + i, "MatMul")
              .addInput(i == 0 ? "x" : "product_" + (i - 1))
              .addInput("x")
              .putAttr("T", Attributes.of(DataType.DT_FLOAT)));
    }
    return graph.build();
  }

  private static NodeDef.Builder node(String name, String op) {
    return NodeDef.newBuilder().setName(name).setOp(op);
  }

  private static PlanWork work(double multiplications) {
    return new PlanWork(multiplications, PRODUCTS);
  }

  private static long probes(GraphDef graph) {
    return graph.getNodeList().stream().filter(node -> node.getOp().equals("Assert")).count();
  }

  private static GraphDef probed(GraphDef graph, PlanWork work) {
    return StopProbes.of(graph, work).addTo(graph, PlanParts.NONE).orElse(graph);
  }

  @Test
  void thereAreAsManyProbesAsTheWorkIsWorth() {
    assertThat(probed(graph(), PlanWork.NONE)).isEqualTo(graph());
    assertThat(probes(probed(graph(), work(9e6)))).isZero();
    assertThat(probes(probed(graph(), work(2e7)))).isEqualTo(1);
    assertThat(probes(probed(graph(), work(1e12)))).isEqualTo(PRODUCTS - 1);
    assertThat(probes(probed(graph(), PlanWork.UNKNOWN))).isZero();
    assertThat(probes(probed(graph(), work(Double.NaN)))).isEqualTo(PRODUCTS - 1);
  }

  /** Neither part runs because the other's probes wait for it. */
  @Test
  void nodesApartWaitForEachOtherOnly() {
    GraphDef two =
        graph().toBuilder()
            .addNode(
                node("apart_0", "MatMul")
                    .addInput("x")
                    .addInput("x")
                    .putAttr("T", Attributes.of(DataType.DT_FLOAT)))
            .addNode(
                node("apart_1", "MatMul")
                    .addInput("apart_0")
                    .addInput("x")
                    .putAttr("T", Attributes.of(DataType.DT_FLOAT)))
            .build();
    Set<String> apart = Set.of("apart_0", "apart_1");
    GraphDef probed =
        StopProbes.of(two, work(1e12)).addTo(two, new PlanParts(apart, Set.of())).orElseThrow();
    assertThat(probes(probed)).isEqualTo(PRODUCTS);
    Map<String, NodeDef> byName = new HashMap<>();
    probed.getNodeList().forEach(node -> byName.put(node.getName(), node));
    for (String name : List.of("apart_1", "product_1")) {
      String probe = NodeOrder.nodeOf(byName.get(name).getInput(2));
      String read = byName.get(probe).getInput(0);
      String before = NodeOrder.nodeOf(byName.get(read).getInput(2));
      assertThat(apart.contains(before)).isEqualTo(apart.contains(name));
    }
  }

  @Test
  void theirNamesAreFree() {
    GraphDef taken =
        graph().toBuilder()
            .addNode(node("stop/variable", "NoOp"))
            .addNode(node("stop_1/x", "NoOp"))
            .build();
    assertThat(probed(taken, work(1e9)).getNodeList().stream().map(NodeDef::getName))
        .doesNotHaveDuplicates()
        .contains("stop_2/variable");
  }

  private Result run(String prefix, RunMeter meter) {
    try (TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{2, 0}, {0, 0}}))) {
      Session.Runner runner =
          session
              .session()
              .runner()
              .feed(prefix + "/x", x)
              .fetch(prefix + "/product_" + (PRODUCTS - 1));
      return session.run(runner, meter);
    }
  }

  private static float first(Result result) {
    try (result) {
      return ((TFloat32) result.get(0)).getFloat(0, 0);
    }
  }

  @Test
  void aRunEndsInTheMiddleOnceItsCallHasTo() {
    String prefix = session.importStoppablePlan(graph(), PlanParts.NONE, work(1e9));
    Call call = Call.around(Optional.empty());
    RunMeter late =
        runner -> {
          call.stop(Stop.cancelled());
          // Whoever looks needs a moment to set the flag, which a long run would have.
          return Stream.generate(() -> runner)
              .map(StopFlagsTest::failed)
              .filter(Optional::isPresent)
              .findFirst()
              .map(failure -> thrown(failure.get()))
              .orElseThrow();
        };
    assertThatThrownBy(() -> Call.within(call, () -> run(prefix, late)))
        .isInstanceOf(AttributionException.class)
        .hasMessage("[Cancelled] The call was stopped: its caller cancelled it.");
    assertThat(first(Call.within(Call.around(Optional.empty()), () -> run(prefix, RunMeter.NONE))))
        .isEqualTo(32);
    assertThat(first(run(prefix, RunMeter.NONE))).isEqualTo(32);
  }

  private static Optional<TensorFlowException> failed(Session.Runner runner) {
    try {
      runner.run().close();
      return Optional.empty();
    } catch (TensorFlowException e) {
      return Optional.of(e);
    }
  }

  private static Result thrown(TensorFlowException failure) {
    assertThat(failure).hasMessageContaining("assertion failed");
    throw failure;
  }

  @Test
  void aCallThatIsOverBeforehandRunsNothing() {
    String prefix = session.importStoppablePlan(graph(), PlanParts.NONE, work(1e9));
    Call call = Call.around(Optional.empty());
    call.stop(Stop.cancelled());
    assertThatThrownBy(
            () ->
                Call.within(
                    call,
                    () ->
                        run(
                            prefix,
                            runner -> {
                              throw new AssertionError("it ran");
                            })))
        .isInstanceOf(AttributionException.class);
  }
}
