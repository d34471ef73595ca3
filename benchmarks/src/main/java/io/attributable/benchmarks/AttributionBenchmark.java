package io.attributable.benchmarks;

import io.attributable.Attributions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
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

/** An attribution whose plan is known, from arrays to arrays. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AttributionBenchmark {
  /** {@code MODEL:LAYER}. */
  @Param({"digits:conv2", "k3_transformer:layer_normalization", "k3_lstm:hidden"})
  public String subject = "";

  /** How many examples. */
  @Param({"1", "8", "32"})
  public int batch;

  @SuppressWarnings("NullAway.Init") // Set up by JMH.
  private AttributableModel model;

  @SuppressWarnings("NullAway.Init") // Set up by JMH.
  private LayerAttribution request;

  /** Loads the model and has the plan made. */
  @Setup(Level.Trial)
  public void load() {
    Subject wanted = Subject.parse(subject);
    model = AttributableModel.load(wanted.model());
    request = wanted.request(model, batch);
    request.attribute();
  }

  /** One attribution. */
  @Benchmark
  public Attributions attribute() {
    return request.attribute();
  }

  /** Frees the model. */
  @TearDown(Level.Trial)
  public void close() {
    model.close();
  }
}
