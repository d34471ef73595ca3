package io.attributable.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors are processes of their own here. */
class LocalClusterTest {
  private static final int ROWS = 3200;
  private static final int PARTITIONS = 40;

  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    SparkSession.getDefaultSession()
        .foreach(
            session -> {
              session.stop();
              return null;
            });
    spark =
        Cluster.builder()
            .config("spark.hadoop.fs.remote.impl", RemoteFileSystem.class.getName())
            .config("spark.hadoop." + RemoteFileSystem.LOG, folder.resolve("opened").toString())
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void everyExecutorFetchesTheModelOnceAndOneThatDiesLosesNothing() throws Exception {
    Dataset<Row> rows = Frames.applications(spark, ROWS).repartition(PARTITIONS);
    Dataset<Row> explained =
        Frames.credit()
            .setModelPath("remote:" + Frames.CREDIT)
            .setBatchSize(8)
            .setErrorCol("error")
            .transform(rows);
    CompletableFuture<List<Row>> result = CompletableFuture.supplyAsync(explained::collectAsList);
    awaitTasks(5);
    ProcessHandle killed = executor();
    assertThat(killed.destroyForcibly()).isTrue();
    List<Row> all = result.get(2, TimeUnit.MINUTES);
    assertThat(all).hasSize(ROWS);
    assertThat(all).allSatisfy(row -> assertThat(row.<Row>getAs("attribution")).isNotNull());
    assertThat(all.stream().map(row -> row.<Long>getAs("id")).distinct()).hasSize(ROWS);
    assertThat(fetched()).containsKey(killed.pid()).hasSizeGreaterThan(2);
    assertThat(fetched().values()).containsOnly(1L);
  }

  /** How often each process read the index of the weights; the driver hashes it. */
  private static Map<Long, Long> fetched() throws IOException {
    return Files.readAllLines(folder.resolve("opened")).stream()
        .filter(line -> line.endsWith("variables.index"))
        .collect(
            Collectors.groupingBy(
                line -> Long.parseLong(line.substring(0, line.indexOf(' '))),
                Collectors.counting()));
  }

  private static ProcessHandle executor() throws IOException {
    return fetched().keySet().stream()
        .filter(pid -> pid != ProcessHandle.current().pid())
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .findFirst()
        .orElseThrow();
  }

  private static void awaitTasks(int wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < end) {
      for (int stage : spark.sparkContext().statusTracker().getActiveStageIds()) {
        SparkStageInfo info = spark.sparkContext().statusTracker().getStageInfo(stage).get();
        if (info.numTasks() == PARTITIONS && info.numCompletedTasks() >= wanted) {
          return;
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no tasks ended");
  }
}
