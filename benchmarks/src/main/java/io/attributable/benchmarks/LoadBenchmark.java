package io.attributable.benchmarks;

import io.attributable.tensorflow.AttributableModel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Loading a model and closing it again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class LoadBenchmark {
  /** {@code MODEL:LAYER}, of which the layer does not matter. */
  @Param({"digits:conv2", "k3_transformer:layer_normalization", "k3_lstm:hidden"})
  public String subject = "";

  /** Loads and closes. */
  @Benchmark
  public void load() {
    AttributableModel.load(Subject.parse(subject).model()).close();
  }
}
