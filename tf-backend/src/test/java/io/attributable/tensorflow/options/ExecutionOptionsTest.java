package io.attributable.tensorflow.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Attributions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.GoldenCheck;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;

/** Threads and precision: what sessions are told, and what becomes of the numbers. */
@Tag("slow")
class ExecutionOptionsTest {
  private static final ThreadOptions THREADS =
      ThreadOptions.defaults().intraOp(2).interOp(3).ownPool(true).singleThreadedExecutor(true);

  @Test
  void sessionsAreToldOfThreads() {
    ConfigProto config = SessionConfig.of(ModelOptions.defaults().threads(THREADS));
    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(2);
    assertThat(config.getInterOpParallelismThreads()).isEqualTo(3);
    assertThat(config.getUsePerSessionThreads()).isTrue();
    assertThat(config.getExperimental().getExecutorType()).isEqualTo("SINGLE_THREADED_EXECUTOR");
  }

  @Test
  void whatIsNotSaidStaysAsTheConfigurationHasIt() {
    ConfigProto own =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(5)
            .setInterOpParallelismThreads(7)
            .build();
    ConfigProto config = SessionConfig.of(ModelOptions.defaults().config(own));
    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(5);
    assertThat(config.getInterOpParallelismThreads()).isEqualTo(7);
    assertThat(config.getExperimental().getExecutorType()).isEmpty();
    assertThat(config.getGraphOptions().getRewriteOptions().getAutoMixedPrecision())
        .isEqualTo(RewriterConfig.Toggle.DEFAULT);
  }

  @Test
  void refusesNumbersBelowZero() {
    assertThatThrownBy(() -> ThreadOptions.defaults().intraOp(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ThreadOptions.defaults().interOp(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ModelOptions.defaults().batchBytes(-2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Also with variables, loops and attention. */
  @ParameterizedTest
  @ValueSource(strings = {"digits", "k3_transformer", "k3_lstm", "k2_save_cnn"})
  void goldenCasesHoldOnTheCallingThread(String name) {
    ModelOptions options = ModelOptions.defaults().threads(THREADS);
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name), options)) {
      Fixtures.cases(name).stream()
          .filter(golden -> golden.error().isEmpty())
          .limit(3)
          .forEach(golden -> GoldenCheck.check(model, golden));
    }
  }

  /** The bounds are what docs/running.md says; single neurons as outputs are another matter. */
  @ParameterizedTest
  @CsvSource({"digits,0.04", "k3_transformer,0.04", "k3_cnn,0.35"})
  void halfPrecisionCostsWhatThePageSays(String name, double bound) {
    ModelOptions mixed = ModelOptions.defaults().precision(Precision.MIXED_BFLOAT16);
    try (AttributableModel exact = AttributableModel.load(Fixtures.model(name));
        AttributableModel model = AttributableModel.load(Fixtures.model(name), mixed)) {
      double worst = 0;
      for (GoldenCase golden : Fixtures.cases(name)) {
        if (golden.error().isEmpty() && golden.output() == null) {
          double off =
              error(
                  GoldenCheck.request(model, golden).attribute(),
                  GoldenCheck.request(exact, golden).attribute());
          worst = Math.max(worst, off);
        }
      }
      assertThat(worst).isLessThan(bound);
    }
  }

  /** How long the difference is, as a part of how long the attribution is, of the worst tensor. */
  private static double error(Attributions actual, Attributions expected) {
    double worst = 0;
    for (int i = 0; i < expected.layers().size(); i++) {
      for (int j = 0; j < expected.layers().get(i).tensors().size(); j++) {
        double[] a = flat(actual.layers().get(i).tensors().get(j).doubles());
        double[] b = flat(expected.layers().get(i).tensors().get(j).doubles());
        double length = 0;
        double off = 0;
        for (int k = 0; k < a.length; k++) {
          length += b[k] * b[k];
          off += (a[k] - b[k]) * (a[k] - b[k]);
        }
        worst = Math.max(worst, length == 0 ? Math.sqrt(off) : Math.sqrt(off / length));
      }
    }
    return worst;
  }

  private static double[] flat(DoubleNdArray array) {
    double[] flat = new double[Math.toIntExact(array.size())];
    int[] at = {0};
    array.scalars().forEach(scalar -> flat[at[0]++] = scalar.getDouble());
    return flat;
  }
}
