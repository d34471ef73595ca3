package io.attributable.spark.internal.model;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The models of this JVM, by their hashes: one for all tasks of an executor. Those that no task has
 * are kept for the next one, the last few of them, and closed when the JVM ends. Safe for any
 * number of threads.
 */
public final class ExecutorModels {
  /** How many models are kept that no task has. */
  private static final int MOST_IDLE = 2;

  /** Against chains of causes that are rings. */
  private static final int MOST_CAUSES = 32;

  private static final Map<Key, Slot> SLOTS = new LinkedHashMap<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(ExecutorModels::closeAll, "attributable-models"));
  }

  /**
   * A model that is read where it lies is another one elsewhere: its directory may go, and its card
   * names files there.
   */
  private record Key(String hash, int threads, String folder) {
    static Key of(ModelTicket ticket) {
      ModelFiles files = ticket.files();
      return new Key(ticket.hash(), ticket.threads(), files.isLocal() ? files.uri() : "");
    }
  }

  private static final class Slot {
    final CompletableFuture<ExecutorModel> model = new CompletableFuture<>();
    int tasks;
    long left;

    /** Whether the task that loaded was stopped; to be read after its failure. */
    boolean stopped;
  }

  private ExecutorModels() {}

  /** A model as long as a task has it. */
  public static final class Lease implements AutoCloseable {
    private final Slot slot;
    private final ExecutorModel model;
    private boolean closed;

    private Lease(Slot slot, ExecutorModel model) {
      this.slot = slot;
      this.model = model;
    }

    /** The model. */
    public ExecutorModel model() {
      return model;
    }

    /** Gives it back; may be called again. */
    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      release(slot);
    }
  }

  /**
   * The model of a ticket, loaded by the first task that wants it, while others wait. Where that
   * task is stopped, the next one loads.
   *
   * @throws AttributionException as {@link ExecutorModel#load}, also if the task is stopped while
   *     it loads, CANCELLED if it is stopped while it waits
   */
  public static Lease lease(ModelTicket ticket, Configuration configuration) {
    while (true) {
      Optional<Lease> lease = tryLease(ticket, configuration);
      if (lease.isPresent()) {
        return lease.get();
      }
    }
  }

  /** Empty if the task that loaded was stopped. */
  private static Optional<Lease> tryLease(ModelTicket ticket, Configuration configuration) {
    Key key = Key.of(ticket);
    Slot slot;
    boolean first;
    synchronized (SLOTS) {
      first = !SLOTS.containsKey(key);
      slot = SLOTS.computeIfAbsent(key, unused -> new Slot());
      slot.tasks++;
    }
    if (first) {
      load(key, slot, ticket, configuration);
    }
    return await(slot, first).map(model -> new Lease(slot, model));
  }

  private static void load(Key key, Slot slot, ModelTicket ticket, Configuration configuration) {
    try {
      slot.model.complete(ExecutorModel.load(ticket, configuration));
    } catch (RuntimeException | Error e) {
      synchronized (SLOTS) {
        SLOTS.remove(key, slot);
      }
      slot.stopped = isStopped(e);
      slot.model.completeExceptionally(e);
    }
  }

  /**
   * Whether the thread was interrupted: who reads files may have cleared its flag. Timeouts of
   * connections are kinds of {@code InterruptedIOException}, which the next task would wait for,
   * too.
   */
  static boolean isStopped(Throwable failure) {
    return Thread.currentThread().isInterrupted()
        || Stream.<@Nullable Throwable>iterate(
                failure, Objects::nonNull, cause -> cause == null ? null : cause.getCause())
            .limit(MOST_CAUSES)
            .anyMatch(
                cause ->
                    cause instanceof InterruptedException
                        || cause instanceof ClosedByInterruptException
                        || (cause != null && cause.getClass() == InterruptedIOException.class));
  }

  private static Optional<ExecutorModel> await(Slot slot, boolean first) {
    try {
      return Optional.of(slot.model.get());
    } catch (InterruptedException e) {
      release(slot);
      Thread.currentThread().interrupt();
      throw new AttributionException(ErrorCode.CANCELLED, "the task was stopped").causedBy(e);
    } catch (ExecutionException e) {
      if (slot.stopped && !first) {
        return Optional.empty();
      }
      if (e.getCause() instanceof AttributionException failure) {
        throw failure;
      }
      throw new AttributionException(
              ErrorCode.INTERNAL, "the model could not be loaded (" + e.getCause() + ")")
          .causedBy(e);
    }
  }

  /** Of models that no task has, only the last few stay. */
  private static void release(Slot slot) {
    List<Slot> superfluous;
    synchronized (SLOTS) {
      slot.tasks--;
      slot.left = System.nanoTime();
      superfluous = removed();
    }
    // Not under the lock: closing waits for calls.
    superfluous.forEach(ExecutorModels::close);
  }

  private static List<Slot> removed() {
    List<Slot> idle =
        SLOTS.values().stream()
            .filter(slot -> slot.tasks == 0)
            .sorted(Comparator.comparingLong(slot -> slot.left))
            .toList();
    List<Slot> removed = idle.subList(0, Math.max(0, idle.size() - MOST_IDLE));
    SLOTS.values().removeAll(removed);
    return removed;
  }

  /** How many models there are, for tests and for who wants to know. */
  public static int count() {
    synchronized (SLOTS) {
      return SLOTS.size();
    }
  }

  /** Closes all models; tasks that have one fail. */
  public static void closeAll() {
    List<Slot> all;
    synchronized (SLOTS) {
      all = List.copyOf(SLOTS.values());
      SLOTS.clear();
    }
    all.forEach(ExecutorModels::close);
  }

  /** A model that is being loaded is closed as soon as it is there. */
  private static void close(Slot slot) {
    CompletableFuture<Void> unused = slot.model.thenAccept(ExecutorModel::close);
  }
}
