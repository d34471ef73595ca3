package io.attributable.tensorflow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributedTensor;
import io.attributable.Target;
import io.attributable.graph.shard.ShardLimits;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Internals;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.internal.execution.PlanEvaluation;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.PlanImport;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.proto.ConfigProto;

/** An example of a model gives by shards what it gives as a whole, forward and back. */
class ShardedExampleTest {
  private static final double ROUNDING = 2e-5;

  /** Shards of whatever there is, however small. */
  private static ThreadChoice shards(int count) {
    return new ThreadChoice(true, 0, 1, Optional.of(new ShardLimits(count, 1, 0, 0)));
  }

  @ParameterizedTest
  @CsvSource({"k3_transformer, 2", "k3_transformer, 3", "k3_transformer, 4"})
  void shardsGiveWhatTheWholeGives(String name, int count) {
    ModelOptions options = ModelOptions.defaults().weights(WeightSource.FROZEN);
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name), options);
        PlanSessions sessions = sessions(count)) {
      GoldenCase golden = Fixtures.cases(name).get(0);
      Map<String, Shape> shapes = new HashMap<>();
      PreparedRequest request = request(model, golden, shapes);
      TargetList targets = TargetList.one(request.request().target());
      try (PlanLease lease = request.plan(targets.kind(), "")) {
        RunnablePlan whole = lease.plan();
        SharedPlan plan = new SharedPlan(whole.plan(), whole.live(), sessions, "");
        RunnablePlan sharded = plan.forExample(shapes);
        assertThat(
                sharded.plan().graph().getNodeList().stream()
                    .filter(node -> node.getName().endsWith("/shard_" + (count - 1))))
            .isNotEmpty();
        compare(name, run(request, sharded, targets), run(request, whole, targets));
        plan.release();
      }
    }
  }

  /** What of networks of other kinds can be, though it is not worth it. */
  @ParameterizedTest
  @ValueSource(strings = {"k3_bidirectional", "k3_int4", "k3_lstm", "k3_rnn_unrolled"})
  void shardsOfOthersGiveWhatTheWholeGives(String name) {
    ModelOptions options = ModelOptions.defaults().weights(WeightSource.FROZEN);
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name), options)) {
      GoldenCase golden = Fixtures.cases(name).get(0);
      Map<String, Shape> shapes = new HashMap<>();
      PreparedRequest request = request(model, golden, shapes);
      TargetList targets = TargetList.one(request.request().target());
      try (PlanLease lease = request.plan(targets.kind(), "");
          SessionGraph session = SessionGraph.empty(ConfigProto.getDefaultInstance())) {
        RunnablePlan whole = lease.plan();
        Optional<ExamplePlan> sharded =
            ExamplePlan.of(
                whole.plan(), whole.live().placeholders(), new ShardLimits(2, 1, 0, 0), shapes);
        RunnablePlan plan =
            new RunnablePlan(
                sharded.orElseThrow().plan(),
                whole.live(),
                session,
                new PlanImport(false, false, 0));
        compare(name, run(request, plan, targets), run(request, whole, targets));
      }
    }
  }

  private static PlanSessions sessions(int shards) {
    return new PlanSessions(
        ModelSession.of(SessionGraph.empty(ConfigProto.getDefaultInstance())),
        ModelOptions.defaults(),
        shards(shards));
  }

  private static void compare(
      String name, List<AttributedTensor> actual, List<AttributedTensor> expected) {
    for (int i = 0; i < expected.size(); i++) {
      Closeness.assertClose(
          name + " " + i, actual.get(i).values(), expected.get(i).values(), ROUNDING);
    }
  }

  /** The first row of each input. */
  private static PreparedRequest request(
      AttributableModel model, GoldenCase golden, Map<String, Shape> shapes) {
    LayerAttribution request =
        LayerAttribution.on(model)
            .layers(golden.layers().toArray(String[]::new))
            .target(Target.predicted())
            .withPrediction();
    for (String input : golden.inputFiles().keySet()) {
      NdArray<?> row = golden.input(input).slice(Indices.seq(0));
      request.input(input, row);
      shapes.put(input, row.shape());
    }
    LoadedModel loaded = Internals.loaded(model);
    return new RequestRunner(loaded).prepared(request.request());
  }

  private static List<AttributedTensor> run(
      PreparedRequest request, RunnablePlan plan, TargetList targets) {
    List<AttributedTensor> tensors = new ArrayList<>();
    try (PlanExecutor executor = new PlanExecutor(request, plan, RunMeter.NONE);
        PlanEvaluation evaluation = executor.run(targets, 0, 1)) {
      for (int layer = 0; layer < request.layers().tensors().size(); layer++) {
        int count = request.layers().tensors().get(layer).tensors().size();
        for (int tensor = 0; tensor < count; tensor++) {
          tensors.add(evaluation.tensor(layer, tensor, 0));
        }
      }
      tensors.add(evaluation.prediction().orElseThrow());
    }
    return tensors;
  }
}
