package io.attributable.tensorflow.internal.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What another thread makes, and stops making where this is cancelled. Safe for any number of
 * threads.
 *
 * @param <T> what comes of it
 */
public final class CallFuture<T> extends CompletableFuture<T> {
  private volatile @Nullable Call call;

  private CallFuture() {}

  /** Has it made, for the call that this thread works for. */
  public static <T> CallFuture<T> run(Supplier<T> action, Executor executor) {
    CallFuture<T> future = new CallFuture<>();
    @Nullable Call outer = Call.current().orElse(null);
    executor.execute(() -> Call.within(outer, () -> future.make(action)));
    return future;
  }

  private boolean make(Supplier<T> action) {
    Call begun = Call.beside();
    call = begun;
    if (isDone()) {
      return false;
    }
    try {
      return complete(Call.within(begun, action));
    } catch (RuntimeException | Error e) {
      return completeExceptionally(e);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    Call begun = call;
    if (cancelled && begun != null) {
      begun.stop(Stop.cancelled());
    }
    return cancelled;
  }

  /** Stages that depend on it are futures of the JDK's own kind. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
