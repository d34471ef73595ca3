package io.attributable.benchmarks;

import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.ExplainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** What a signature costs in a model as it was, in its explained copy, and with explanations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ServedBenchmark {
  private static final String EXPLAIN = "explain";

  /** {@code MODEL:LAYER}; TensorFlow's session has to be able to run the model's signature. */
  @Param({"digits:conv2", "k3_lstm:hidden"})
  public String subject = "";

  /** How many examples. */
  @Param({"1", "8"})
  public int batch;

  private final Map<String, Tensor> given = new HashMap<>();
  private final Map<String, Tensor> asked = new HashMap<>();
  private String signature = "";

  @SuppressWarnings("NullAway.Init") // Set up by JMH.
  private Path folder;

  @SuppressWarnings("NullAway.Init") // Set up by JMH.
  private SavedModelBundle original;

  @SuppressWarnings("NullAway.Init") // Set up by JMH.
  private SavedModelBundle copy;

  /** Exports the model, and loads both. */
  @Setup(Level.Trial)
  public void load() throws IOException {
    Subject wanted = Subject.parse(subject);
    folder = Files.createTempDirectory("served");
    Path explained =
        ExplainedModel.of(wanted.model())
            .layers(wanted.layer())
            .write(folder.resolve(EXPLAIN))
            .directory();
    original = SavedModelBundle.load(wanted.model().toString());
    copy = SavedModelBundle.load(explained.toString());
    SavedModelFile file = SavedModelFile.read(wanted.model());
    SignatureDescription described = file.signature(file.defaultSignature()).describe();
    signature = described.name();
    Examples.of(wanted.model(), described, batch)
        .forEach((name, values) -> given.put(name, tensor(values)));
    asked.putAll(given);
    asked.put("target", TInt64.vectorOf(new long[batch]));
  }

  /** The signature in the model as it was. */
  @Benchmark
  public int original() {
    return call(original, signature, given);
  }

  /** The same signature in the copy, which must cost the same. */
  @Benchmark
  public int copied() {
    return call(copy, signature, given);
  }

  /** The outputs and the attribution. */
  @Benchmark
  public int explained() {
    return call(copy, EXPLAIN, asked);
  }

  private static int call(SavedModelBundle model, String name, Map<String, Tensor> inputs) {
    try (Result result = model.function(name).call(inputs)) {
      return result.size();
    }
  }

  private static Tensor tensor(NdArray<?> values) {
    if (values instanceof FloatNdArray floats) {
      return TFloat32.tensorOf(floats);
    }
    return values instanceof LongNdArray longs
        ? TInt64.tensorOf(longs)
        : TInt32.tensorOf((IntNdArray) values);
  }

  /** Frees the models, and removes the copy. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    original.close();
    copy.close();
    asked.values().forEach(Tensor::close);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ServedBenchmark::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
