package io.attributable.tensorflow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Optimisation;
import io.attributable.Port;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.shard.ShardLimits;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Internals;
import io.attributable.tensorflow.Plans;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.ConfigProto;

/** Which plans run on one thread, and for how many examples. */
class ThreadChoiceTest {
  private static final String POOLS = "TF_OVERRIDE_GLOBAL_THREADPOOL";
  private static final PlanWork WORK = new PlanWork(10e6, 10);
  private static final ModelOptions FREE = ModelOptions.defaults();

  private static ThreadChoice with(ModelOptions options) {
    return ThreadChoice.of(options, Map.of(POOLS, "1"), 2);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "true, true", "0, false", "'', false", "yes, false"})
  void appliesWhereEachSessionHasAPool(String value, boolean applies) {
    assertThat(ThreadChoice.of(FREE, Map.of(POOLS, value), 2).applies()).isEqualTo(applies);
    assertThat(ThreadChoice.of(FREE, Map.of(), 2).applies()).isFalse();
  }

  @Test
  void thereIsNoChoiceWithOneCore() {
    assertThat(ThreadChoice.of(FREE, Map.of(POOLS, "1"), 1).applies()).isFalse();
  }

  @Test
  void whatTheUserSaysGoesFirst() {
    ModelOptions said =
        FREE.config(ConfigProto.newBuilder().setIntraOpParallelismThreads(2).build());
    ModelOptions without =
        FREE.optimisations(EnumSet.complementOf(EnumSet.of(Optimisation.SINGLE_THREADS)));
    assertThat(with(said).applies()).isFalse();
    assertThat(with(without).applies()).isFalse();
    assertThat(with(FREE).applies()).isTrue();
  }

  @Test
  void shardsAreForLargeExamplesOfProcessesThatMayShareThem() {
    PlanWork large = new PlanWork(1e9, 100);
    assertThat(with(FREE).shards(large)).contains(ShardLimits.forCores(2));
    assertThat(with(FREE).shards(new PlanWork(Double.NaN, 100))).isPresent();
    assertThat(with(FREE).shards(WORK)).isEmpty();
    assertThat(ThreadChoice.of(FREE, Map.of(), 2).shards(large)).isEmpty();
    assertThat(ThreadChoice.of(FREE, Map.of(POOLS, "1"), 1).shards(large)).isEmpty();
  }

  @Test
  void shardsAreNotForThoseWhoSayHowNodesRun() {
    PlanWork large = new PlanWork(1e9, 100);
    EnumSet<Optimisation> without =
        EnumSet.complementOf(EnumSet.of(Optimisation.SHARDED_SEQUENCES));
    assertThat(with(FREE.optimisations(without)).shards(large)).isEmpty();
    assertThat(with(FREE.deterministic(true)).shards(large)).isEmpty();
    ThreadOptions threads = ThreadOptions.defaults();
    assertThat(with(FREE.threads(threads.singleThreadedExecutor(true))).shards(large)).isEmpty();
    assertThat(with(FREE.threads(threads.interOp(1))).shards(large)).isEmpty();
    ConfigProto.Builder config = ConfigProto.newBuilder();
    config.getExperimentalBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR");
    assertThat(with(FREE.config(config.build())).shards(large)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2, 7, true", "2, 8, false", "16, 4, true", "16, 5, false"})
  void moreCoresShareSmallerOperations(int cores, long examples, boolean single) {
    ThreadChoice choice = ThreadChoice.of(FREE, Map.of(POOLS, "1"), cores);
    assertThat(choice.isSingle(WORK, examples)).isEqualTo(single);
  }

  @Test
  void whatTellsNothingIsShared() {
    assertThat(with(FREE).isSingle(PlanWork.UNKNOWN, 1)).isFalse();
    assertThat(with(FREE).isSingle(new PlanWork(Double.NaN, 3), 1)).isFalse();
  }

  /** Convolutions of 4,608, 73,728 and 36,864, dense layers of 8,192 and 320; back to conv1. */
  @Test
  void multiplicationsAreThoseOfTheModel() {
    double forward = 4_608 + 73_728 + 36_864 + 8_192 + 320;
    double back = 320 + 8_192 + 36_864 + 73_728;
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"))) {
      assertThat(plan(model).plan().work()).isEqualTo(new PlanWork(forward + back, 9));
    }
  }

  private static RunnablePlan plan(AttributableModel model) {
    PreparedSignature signature = Internals.loaded(model).prepared(model.defaultSignature().name());
    return Plans.lease(
            signature,
            List.of(signature.layers().resolve("conv1", Port.OUTPUT)),
            "logits",
            TargetKind.PREDICTED)
        .plan();
  }

  @Test
  void aPlanIsThereForFewExamplesAndForMany() {
    try (AttributableModel model =
            AttributableModel.load(
                Fixtures.model("digits"), ModelOptions.defaults().weights(WeightSource.FROZEN));
        PlanSessions sessions =
            new PlanSessions(
                ModelSession.of(SessionGraph.empty(ConfigProto.getDefaultInstance())),
                ModelOptions.defaults(),
                with(FREE))) {
      RunnablePlan made = plan(model);
      SharedPlan plan = new SharedPlan(made.plan(), made.live(), sessions, "", () -> {});
      RunnablePlan few = plan.suited(1);
      RunnablePlan many = plan.suited(1_000_000);
      assertThat(many.session()).isNotSameAs(few.session());
      assertThat(plan.suited(2_000_000)).isSameAs(many);
      assertThat(sessions.all()).contains(few.session(), many.session());
      plan.release();
      assertThat(sessions.all()).containsExactly(sessions.model());
    }
  }
}
