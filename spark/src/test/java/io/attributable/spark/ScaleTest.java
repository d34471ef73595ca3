package io.attributable.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.IntegratedGradients;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Many rows on real executors, beside the library alone: {@code mvn -Pspark-scale}. The figures are
 * printed; docs/spark.md has some.
 */
@EnabledIfSystemProperty(named = "spark.rows", matches = "[1-9]\\d*")
class ScaleTest {
  private static final int ROWS = Integer.getInteger("spark.rows", 0);
  private static final int BATCH = 256;
  private static final int PARTITIONS = Integer.getInteger("spark.partitions", 8);
  private static final int RUNS = 3;

  /** Reasons in place of attributions, if above 0. */
  private static final int REASONS = Integer.getInteger("spark.reasons", 0);

  @Test
  void anExecutorOfOneCoreIsNearlyAsFastAsTheLibraryAlone() throws Exception {
    double alone = libraryAlone();
    double one = cluster(1);
    System.out.printf(
        "%d rows: library alone %.0f rows/s, one executor %.0f (%.2f)%n",
        ROWS, alone, one, one / alone);
    assertThat(one / alone).isGreaterThan(0.5);
  }

  @Test
  void twoExecutorsShareTheWorkAndOneThatDiesLosesNothing() throws Exception {
    System.out.printf("%d rows: two executors %.0f rows/s%n", ROWS, cluster(2));
  }

  private static double libraryAlone() {
    ThreadOptions thread =
        ThreadOptions.defaults().intraOp(1).interOp(1).singleThreadedExecutor(true);
    List<Double> rates = new ArrayList<>();
    try (AttributableModel model =
        AttributableModel.load(Frames.CREDIT, ModelOptions.defaults().threads(thread))) {
      LayerAttribution request =
          LayerAttribution.on(model)
              .layers("input:row")
              .method(new IntegratedGradients(Baseline.of(0.5)))
              .output("logits-of:output_0")
              .features(
                  ModelCardReader.beside(Frames.CREDIT)
                      .orElseThrow()
                      .signature("serving_default")
                      .orElseThrow()
                      .features());
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        explain(request);
        rates.add(ROWS / ((System.nanoTime() - start) / 1e9));
      }
    }
    return median(rates);
  }

  private static void explain(LayerAttribution request) {
    Random random = new Random(1);
    for (int row = 0; row < ROWS; row += BATCH) {
      int count = Math.min(BATCH, ROWS - row);
      float[] values = new float[count * Frames.CREDIT_COLUMNS];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      Attributions why =
          request
              .input(
                  "row",
                  NdArrays.wrap(Shape.of(count, Frames.CREDIT_COLUMNS), DataBuffers.of(values)))
              .attribute();
      if (REASONS > 0) {
        assertThat(why.reasons(REASONS).examples()).hasSize(count);
      } else {
        assertThat(why.layers().get(0).floats().size()).isEqualTo(values.length);
      }
    }
  }

  private static double cluster(int executors) throws Exception {
    SparkSession.getDefaultSession()
        .foreach(
            session -> {
              session.stop();
              return null;
            });
    SparkSession spark =
        Cluster.builder()
            .master("local-cluster[" + executors + ",1,1024]")
            .config("spark.executor.extraJavaOptions", "-XX:+UseSerialGC")
            .getOrCreate();
    try {
      Dataset<Row> rows = rows(spark).persist();
      assertThat(rows.count()).isEqualTo(ROWS);
      List<Double> rates = new ArrayList<>();
      List<Long> memory = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        explained(rows).write().format("noop").mode("overwrite").save();
        rates.add(ROWS / ((System.nanoTime() - start) / 1e9));
        memory.add(executorMegabytes());
      }
      System.out.printf(
          "%d executors: rows/s by run %s, MiB of executors %s%n",
          executors, rates.stream().map(Double::longValue).toList(), memory);
      assertThat(memory.get(RUNS - 1)).isLessThan(memory.get(0) + 100L * executors);
      if (executors > 1) {
        killed(rows);
      }
      return median(rates.subList(1, RUNS));
    } finally {
      spark.stop();
    }
  }

  private static void killed(Dataset<Row> rows) throws Exception {
    CompletableFuture<Long> count =
        CompletableFuture.supplyAsync(
            () -> explained(rows).where("attribution is not null").select("id").distinct().count());
    Thread.sleep(700);
    executors().get(0).destroyForcibly();
    assertThat(count.get()).isEqualTo(ROWS);
  }

  private static Dataset<Row> explained(Dataset<Row> rows) {
    AttributionTransformer credit = Frames.credit().setBaseline("0.5").setBatchSize(BATCH);
    return (REASONS > 0 ? credit.setReasons(String.valueOf(REASONS)) : credit).transform(rows);
  }

  /** Made by the executors. */
  private static Dataset<Row> rows(SparkSession spark) {
    Dataset<Row> arrays =
        spark
            .range(0, ROWS, 1, PARTITIONS)
            .selectExpr("id", "transform(sequence(1, 46), i -> rand(7) * i % 1) as values");
    return arrays.select(
        arrays.col("id"), functions.array_to_vector(arrays.col("values")).as("features"));
  }

  /** Of this machine, as Linux tells it. */
  private static List<ProcessHandle> executors() throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      Path command = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
      if (process.isAlive() && Files.readString(command).contains("CoarseGrainedExecutor")) {
        found.add(process);
      }
    }
    return found;
  }

  private static long executorMegabytes() throws IOException {
    long kilobytes = 0;
    for (ProcessHandle process : executors()) {
      for (String line : Files.readAllLines(Path.of("/proc", process.pid() + "", "status"))) {
        if (line.startsWith("VmRSS:")) {
          kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kilobytes >> 10;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
