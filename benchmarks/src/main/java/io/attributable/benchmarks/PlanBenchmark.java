package io.attributable.benchmarks;

import io.attributable.Attributions;
import io.attributable.tensorflow.AttributableModel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The first attribution of a loaded model: the plan is built, and TensorFlow rewrites it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class PlanBenchmark {
  /** {@code MODEL:LAYER}. */
  @Param({"digits:conv2", "k3_transformer:layer_normalization", "k3_lstm:hidden"})
  public String subject = "";

  @SuppressWarnings("NullAway.Init") // Set up by JMH.
  private AttributableModel model;

  /** Loads the model anew, as plans are kept. */
  @Setup(Level.Iteration)
  public void load() {
    model = AttributableModel.load(Subject.parse(subject).model());
  }

  /** The plan and its first run, with one example. */
  @Benchmark
  public Attributions plan() {
    return Subject.parse(subject).request(model, 1).attribute();
  }

  /** Frees the model. */
  @TearDown(Level.Iteration)
  public void close() {
    model.close();
  }
}
