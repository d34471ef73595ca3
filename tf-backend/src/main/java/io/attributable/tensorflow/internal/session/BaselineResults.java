package io.attributable.tensorflow.internal.session;

import io.attributable.tensorflow.internal.call.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * What a plan computed of the last baselines, for runs with the same. Owns native memory until
 * closed. Safe for any number of threads.
 */
public final class BaselineResults implements AutoCloseable {
  /** Parts of a batch, or of a distribution, may differ in their sizes and rows. */
  private static final int KEPT = 4;

  private final List<Output<?>> made = new ArrayList<>();
  private final List<Output<?>> taken = new ArrayList<>();
  private final long most;

  /** The last used first. */
  private final Deque<Entry> entries = new ArrayDeque<>();

  /** Of baselines that came once, as those do that differ from call to call. */
  private final Deque<BaselineKey> seen = new ArrayDeque<>();

  private boolean closed;

  /**
   * Keeps nothing yet.
   *
   * @param taken where the rest of the plan is fed what the pass makes, by that
   * @param most bytes of all that is kept between runs
   */
  BaselineResults(Map<Output<?>, Output<?>> taken, long most) {
    taken.forEach(
        (from, to) -> {
          this.made.add(from);
          this.taken.add(to);
        });
    this.most = most;
  }

  /** Fetches all that the pass makes, for {@link #use}. */
  public void fetch(Session.Runner runner) {
    made.forEach(runner::fetch);
  }

  /**
   * What the pass makes, to be closed when the run that takes it is over.
   *
   * @param key of the baselines; empty if what is made for them is not to be kept
   * @param pass runs it
   */
  public Use use(Optional<BaselineKey> key, Supplier<Result> pass) {
    Entry entry = acquire(key);
    try {
      entry.make(pass);
    } catch (RuntimeException | Error e) {
      drop(entry);
      release(entry);
      throw e;
    }
    makeRoom();
    return new Use(entry);
  }

  /** The bytes that are kept. */
  public synchronized long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  /** What comes for the first time is not kept. */
  private synchronized Entry acquire(Optional<BaselineKey> key) {
    Entry entry = key.flatMap(this::find).orElseGet(() -> new Entry(key.orElse(null)));
    entry.users++;
    entries.remove(entry);
    entry.kept = !closed && key.isPresent() && (entry.kept || isSeen(key.get()));
    if (entry.kept) {
      entries.addFirst(entry);
    }
    if (entries.size() > KEPT) {
      drop(entries.getLast());
    }
    return entry;
  }

  private boolean isSeen(BaselineKey key) {
    boolean before = seen.remove(key);
    seen.addFirst(key);
    if (seen.size() > KEPT) {
      seen.removeLast();
    }
    return before;
  }

  /** What was made last stays, unless it alone is too much. */
  private synchronized void makeRoom() {
    while (bytes() > most) {
      drop(entries.getLast());
    }
  }

  private Optional<Entry> find(BaselineKey key) {
    return entries.stream().filter(entry -> key.equals(entry.key)).findFirst();
  }

  private synchronized void drop(Entry entry) {
    entries.remove(entry);
    entry.kept = false;
    entry.closeUnused();
  }

  private synchronized void release(Entry entry) {
    entry.users--;
    entry.closeUnused();
  }

  @Override
  public synchronized void close() {
    closed = true;
    List.copyOf(entries).forEach(this::drop);
  }

  /** The use of what was made, which is not freed before this is closed. */
  public final class Use implements AutoCloseable {
    private final Entry entry;

    private Use(Entry entry) {
      this.entry = entry;
    }

    /** Feeds it to the rest of the plan. */
    public void feed(Session.Runner runner) {
      for (int i = 0; i < taken.size(); i++) {
        runner.feed(taken.get(i), entry.tensor(i));
      }
    }

    /** In native memory. */
    public long bytes() {
      return entry.bytes();
    }

    @Override
    public void close() {
      release(entry);
    }
  }

  /** What was made for some baselines. Users and whether it is kept are guarded by the whole. */
  private static final class Entry {
    private final @Nullable BaselineKey key;
    private volatile @Nullable Result result;
    private volatile long bytes;
    private final Lock making = new ReentrantLock();
    private int users;
    private boolean kept;

    Entry(@Nullable BaselineKey key) {
      this.key = key;
    }

    /** Those who want the same meanwhile wait for it, as long as their calls may take. */
    void make(Supplier<Result> pass) {
      Call.lock(making);
      try {
        if (result == null) {
          Result made = pass.get();
          long sum = 0;
          for (Map.Entry<String, Tensor> tensor : made) {
            sum += tensor.getValue().numBytes();
          }
          bytes = sum;
          result = made;
        }
      } finally {
        making.unlock();
      }
    }

    Tensor tensor(int index) {
      Result made = result;
      if (made == null) {
        throw new IllegalStateException("nothing was made for these baselines");
      }
      return made.get(index);
    }

    long bytes() {
      return bytes;
    }

    void closeUnused() {
      Result made = result;
      if (!kept && users == 0 && made != null) {
        result = null;
        made.close();
      }
    }
  }
}
