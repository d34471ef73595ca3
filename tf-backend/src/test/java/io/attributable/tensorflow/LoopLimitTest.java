package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Optimisation;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;

/** Loops that never end fail within the limit, however they are written and run. */
@Timeout(60)
@Tag("slow")
class LoopLimitTest {
  private static final int LIMIT = 40;
  private static final FloatNdArray X =
      StdArrays.ndCopyOf(new float[][] {{0.1f, 0.2f, 0.3f}, {0.4f, 0.5f, 0.6f}});

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whereverTheyStand(EndlessLoop loop) {
    assertLimited(loop, limited());
  }

  /** Also behind products that look at flags, as loops themselves do not. */
  @ParameterizedTest
  @EnumSource(names = {"STATEFUL", "BEHIND_PRODUCTS", "FRAME"})
  @Timeout(10)
  void theTimeOfACallEndsThemWithoutALimit(EndlessLoop loop) {
    try (AttributableModel model = load(loop, ModelOptions.defaults())) {
      LayerAttribution request = request(model);
      // The first call's time may end while its plan is made.
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> Calls.withTimeout(Duration.ofMillis(400), request::attribute))
            .isInstanceOfSatisfying(
                AttributionException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
      }
    }
  }

  static Stream<ModelOptions> configurations() {
    List<ModelOptions> all = new ArrayList<>();
    all.add(limited().threads(ThreadOptions.defaults().singleThreadedExecutor(true)));
    all.add(limited().threads(ThreadOptions.defaults().interOp(1).intraOp(1)));
    all.add(limited().optimisations(Set.of()));
    for (Optimisation one : Optimisation.values()) {
      all.add(limited().optimisations(EnumSet.complementOf(EnumSet.of(one))));
      all.add(limited().optimisations(Set.of(one)));
    }
    all.add(with(config -> rewriting(config).setDisableMetaOptimizer(true)));
    all.add(
        with(
            config ->
                rewriting(config)
                    .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.TWO)));
    all.add(with(config -> rewriting(config).setDebugStripper(RewriterConfig.Toggle.ON)));
    all.add(with(config -> rewriting(config).addOptimizers("debug_stripper")));
    all.add(
        with(
            config ->
                rewriting(config)
                    .setFunctionOptimization(RewriterConfig.Toggle.AGGRESSIVE)
                    .setLoopOptimization(RewriterConfig.Toggle.AGGRESSIVE)
                    .setDependencyOptimization(RewriterConfig.Toggle.AGGRESSIVE)
                    .setConstantFolding(RewriterConfig.Toggle.AGGRESSIVE)
                    .setShapeOptimization(RewriterConfig.Toggle.ON)));
    all.add(with(config -> optimising(config).setOptLevel(OptimizerOptions.Level.L0)));
    all.add(
        with(config -> optimising(config).setGlobalJitLevel(OptimizerOptions.GlobalJitLevel.ON_2)));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void howeverTheyRun(ModelOptions options) {
    assertLimited(EndlessLoop.STATELESS, options);
    assertLimited(EndlessLoop.FRAME, options);
  }

  @ParameterizedTest
  @EnumSource
  void whoeverAsks(Asking asking) {
    try (AttributableModel model = load(EndlessLoop.STATELESS, limited())) {
      assertFails(() -> asking.run(request(model)));
    }
  }

  /** What a request may be for. */
  enum Asking {
    TARGETS {
      @Override
      void run(LayerAttribution request) {
        request.attributeTargets(List.of(Target.of(0), Target.of(1), Target.of(2)));
      }
    },
    PREDICTION {
      @Override
      void run(LayerAttribution request) {
        request.withPrediction().attribute();
      }
    },
    VERIFICATION {
      @Override
      void run(LayerAttribution request) {
        request.verify();
      }
    };

    abstract void run(LayerAttribution request);
  }

  @ParameterizedTest
  @EnumSource(names = {"STATELESS", "STATEFUL", "CALLED", "BRANCH"})
  void whatExplainsItselfHasALimitOfItsOwn(EndlessLoop loop) {
    Path exported = export(loop, LIMIT);
    try (AttributableModel model =
        AttributableModel.load(
            exported, ModelOptions.defaults().loopLimit(0).servedBy("explain"))) {
      assertFails(() -> request(model).attribute());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STATELESS", "STATEFUL", "CALLED", "BRANCH"})
  void aSignatureThatAnswersIsLimitedToo(EndlessLoop loop) {
    Path exported = export(loop, 0);
    try (AttributableModel model =
        AttributableModel.load(exported, limited().servedBy("explain"))) {
      assertFails(() -> request(model).attribute());
    }
  }

  @Test
  void aLoopOfJustSoManyIterationsRuns() {
    Path model = EndlessLoop.ending(folder, LIMIT);
    float[] expected = gradient(model, 0);
    assertThat(gradient(model, LIMIT)).isEqualTo(expected);
    assertFails(() -> gradient(model, LIMIT - 1));
  }

  private static float[] gradient(Path directory, int limit) {
    try (AttributableModel model =
        AttributableModel.load(directory, ModelOptions.defaults().loopLimit(limit))) {
      float[] values = new float[6];
      int[] next = {0};
      request(model)
          .attribute()
          .layers()
          .get(0)
          .tensors()
          .get(0)
          .floats()
          .scalars()
          .forEach(value -> values[next[0]++] = value.getFloat());
      return values;
    }
  }

  private Path export(EndlessLoop loop, int limit) {
    return ExplainedModel.of(loop.write(folder))
        .layers("hidden")
        .loopLimit(limit)
        .write(folder.resolve("explained"))
        .directory();
  }

  private void assertLimited(EndlessLoop loop, ModelOptions options) {
    try (AttributableModel model = load(loop, options)) {
      assertFails(() -> request(model).attribute());
    }
  }

  private AttributableModel load(EndlessLoop loop, ModelOptions options) {
    return AttributableModel.load(loop.write(folder), options);
  }

  private static LayerAttribution request(AttributableModel model) {
    return LayerGradientXActivation.on(model)
        .signature("serving_default")
        .layers("hidden")
        .input("x", X)
        .target(Target.of(1));
  }

  private static void assertFails(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AttributionException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOOP_LIMIT));
  }

  private static ModelOptions limited() {
    return ModelOptions.defaults().loopLimit(LIMIT);
  }

  private static ModelOptions with(Consumer<ConfigProto.Builder> change) {
    ConfigProto.Builder config = ConfigProto.newBuilder();
    change.accept(config);
    return limited().config(config.build());
  }

  private static RewriterConfig.Builder rewriting(ConfigProto.Builder config) {
    return config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setMinGraphNodes(-1);
  }

  private static OptimizerOptions.Builder optimising(ConfigProto.Builder config) {
    return config.getGraphOptionsBuilder().getOptimizerOptionsBuilder();
  }
}
