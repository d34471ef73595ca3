package io.attributable.spark.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One model for all tasks of a JVM, and none that the driver did not see. */
class ExecutorModelsTest {
  private static final Path CREDIT =
      Path.of(System.getProperty("project.root"), "samples/credit/models/credit");
  private static final Configuration CONFIGURATION = new Configuration();

  @TempDir private Path folder;

  @AfterEach
  void closeAll() {
    ExecutorModels.closeAll();
  }

  @Test
  void tasksShareAModelAndTheLastFewStay() throws IOException {
    List<ExecutorModel> models = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      Path copy = copy(name);
      Files.writeString(copy.resolve("note"), name);
      ModelTicket ticket = ticket(copy);
      try (ExecutorModels.Lease one = ExecutorModels.lease(ticket, CONFIGURATION);
          ExecutorModels.Lease other = ExecutorModels.lease(ticket, CONFIGURATION)) {
        assertThat(one.model()).isSameAs(other.model());
        models.add(one.model());
      }
    }
    assertThat(ExecutorModels.count()).isEqualTo(2);
    assertThat(failure(() -> models.get(0).model().layers("serving_default")))
        .isEqualTo(ErrorCode.MODEL_CLOSED);
    try (ExecutorModels.Lease again =
        ExecutorModels.lease(ticket(folder.resolve("d")), CONFIGURATION)) {
      assertThat(again.model()).isSameAs(models.get(3));
    }
  }

  @Test
  void theSameModelElsewhereIsReadThere() throws IOException {
    ModelTicket one = ticket(copy("one"));
    try (ExecutorModels.Lease first = ExecutorModels.lease(one, CONFIGURATION);
        ExecutorModels.Lease second = ExecutorModels.lease(ticket(copy("other")), CONFIGURATION)) {
      assertThat(second.model()).isNotSameAs(first.model());
      Files.delete(folder.resolve("one").resolve("attributable.json"));
      for (ExecutorModels.Lease lease : List.of(first, second)) {
        ExecutorModel model = lease.model();
        assertThat(model.card(model.model().defaultSignature()).features().isEmpty()).isFalse();
      }
    }
  }

  /** A task may be stopped while it loads, as speculative ones are, and others wait for it. */
  @Test
  @Timeout(60)
  void whereTheTaskThatLoadsIsStoppedAnotherOneLoads() throws Exception {
    Configuration waiting = WaitingFileSystem.configuration();
    ModelTicket ticket = DriverModels.of("remote:" + copy("stopped"), waiting).ticket(1, waiting);
    CountDownLatch opened = WaitingFileSystem.waitAtFirst();
    FutureTask<ErrorCode> stopped =
        new FutureTask<>(() -> failure(() -> ExecutorModels.lease(ticket, waiting)));
    Thread first = new Thread(stopped);
    first.start();
    opened.await();
    FutureTask<ExecutorModel> second = new FutureTask<>(() -> leased(ticket, waiting));
    Thread other = new Thread(second);
    other.start();
    while (other.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    first.interrupt();
    assertThat(stopped.get()).isEqualTo(ErrorCode.MODEL_NOT_FETCHED);
    assertThat(second.get().model().layers("serving_default")).isNotEmpty();
    assertThat(ExecutorModels.count()).isEqualTo(1);
  }

  private static ExecutorModel leased(ModelTicket ticket, Configuration configuration) {
    try (ExecutorModels.Lease lease = ExecutorModels.lease(ticket, configuration)) {
      return lease.model();
    }
  }

  /** Those of HttpClient are kinds of what says that a thread was interrupted. */
  @Test
  void timeoutsOfConnectionsAreNoStops() {
    IOException timeout = new InterruptedIOException("connect timed out") {};
    assertThat(ExecutorModels.isStopped(new IllegalStateException(timeout))).isFalse();
    assertThat(ExecutorModels.isStopped(new IllegalStateException(new InterruptedIOException())))
        .isTrue();
  }

  @Test
  void aModelThatChangedIsRefused() throws IOException {
    Path copy = copy("changing");
    ModelTicket ticket = ticket(copy);
    Files.writeString(copy.resolve("attributable.json"), "{}");
    assertThat(failure(() -> ExecutorModels.lease(ticket, CONFIGURATION)))
        .isEqualTo(ErrorCode.MODEL_REPLACED);
    assertThat(ExecutorModels.count()).isZero();
  }

  @Test
  void aModelThatIsNotThereIsMissed() throws IOException {
    Path copy = copy("gone");
    ModelTicket ticket = ticket(copy);
    Files.delete(copy.resolve("saved_model.pb"));
    AttributionException failure =
        catchThrowableOfType(
            AttributionException.class, () -> ExecutorModels.lease(ticket, CONFIGURATION));
    assertThat(failure)
        .hasMessageStartingWith(
            "[ModelNotFetched] SavedModel \"" + copy + "\" cannot be fetched by executor driver")
        .hasMessageEndingWith("give one that all see, such as hdfs://…");
  }

  @Test
  void anotherTensorFlowIsRefused() {
    ModelTicket ticket = ticket(CREDIT);
    ModelTicket newer = new ModelTicket(ticket.files(), ticket.hash(), "1.9.0", 1);
    assertThat(
            catchThrowableOfType(
                AttributionException.class, () -> ExecutorModels.lease(newer, CONFIGURATION)))
        .hasMessageStartingWith("[ExecutorLibraries] Executor driver")
        .hasMessageEndingWith(
            " cannot explain: it has TensorFlow Java "
                + Libraries.version()
                + ", but the driver has 1.9.0. Give both the same jars, by --packages or --jars.");
  }

  @Test
  void aSecondClassLoaderIsRefused() {
    Libraries.require(Libraries.version());
    assertThat(failure(() -> Libraries.claim("1.9.0", 42))).isEqualTo(ErrorCode.EXECUTOR_LIBRARIES);
  }

  private static ErrorCode failure(ThrowingCallable call) {
    return catchThrowableOfType(AttributionException.class, call).code();
  }

  private static ModelTicket ticket(Path model) {
    return DriverModels.of(model.toString(), CONFIGURATION).ticket(1, CONFIGURATION);
  }

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(CREDIT)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(CREDIT.relativize(file).toString()));
      }
    }
    return copy;
  }
}
