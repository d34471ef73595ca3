package io.attributable.spark.internal.model;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;

/**
 * The models of this JVM, by their hashes: one for all tasks of an executor. Those that no task has
 * are kept for the next one, the last few of them, and closed when the JVM ends. Safe for any
 * number of threads.
 */
public final class ExecutorModels {
  /** How many models are kept that no task has. */
  private static final int MOST_IDLE = 2;

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
      synchronized (SLOTS) {
        if (!closed) {
          closed = true;
          release(slot);
        }
      }
    }
  }

  /**
   * The model of a ticket, loaded by the first task that wants it, while others wait.
   *
   * @throws AttributionException as {@link ExecutorModel#load}, CANCELLED if the task is stopped
   */
  public static Lease lease(ModelTicket ticket, Configuration configuration) {
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
    return new Lease(slot, await(slot));
  }

  private static void load(Key key, Slot slot, ModelTicket ticket, Configuration configuration) {
    try {
      slot.model.complete(ExecutorModel.load(ticket, configuration));
    } catch (RuntimeException | Error e) {
      synchronized (SLOTS) {
        SLOTS.remove(key, slot);
      }
      slot.model.completeExceptionally(e);
    }
  }

  private static ExecutorModel await(Slot slot) {
    try {
      return slot.model.get();
    } catch (InterruptedException e) {
      synchronized (SLOTS) {
        release(slot);
      }
      Thread.currentThread().interrupt();
      throw new AttributionException(ErrorCode.CANCELLED, "the task was stopped").causedBy(e);
    } catch (ExecutionException e) {
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
    slot.tasks--;
    slot.left = System.nanoTime();
    List<Map.Entry<Key, Slot>> idle = new ArrayList<>();
    SLOTS.entrySet().stream().filter(entry -> entry.getValue().tasks == 0).forEach(idle::add);
    idle.sort(Comparator.comparingLong(entry -> entry.getValue().left));
    for (int i = 0; i < idle.size() - MOST_IDLE; i++) {
      SLOTS.remove(idle.get(i).getKey());
      close(idle.get(i).getValue());
    }
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

  private static void close(Slot slot) {
    ExecutorModel model = slot.model.getNow(null);
    if (model != null) {
      model.close();
    }
  }
}
