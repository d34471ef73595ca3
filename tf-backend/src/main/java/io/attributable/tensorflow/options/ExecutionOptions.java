package io.attributable.tensorflow.options;

import io.attributable.NonNull;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How requests are run: devices, threads, sizes of parts, precision. Immutable, safe for any number
 * of threads.
 *
 * @param devices where the parts of a batch run at the same time; empty for all on one
 * @param batchBytes the most bytes that one run may hold at once before its batch is cut into
 *     parts; 0 for no limit, {@link #AUTOMATIC} for the maximum of the Java heap
 * @param threads the threads of TensorFlow
 * @param precision of the computation
 * @param servedBy the signature of the model that answers requests instead of plans
 * @param state how state that requests change is treated
 * @param maxPlans how many plans with their own session, and so memory, are kept; the least
 *     recently used are closed first
 * @param deterministic whether TensorFlow's kernels must give the same for the same at each run
 */
public record ExecutionOptions(
    List<String> devices,
    long batchBytes,
    ThreadOptions threads,
    Precision precision,
    Optional<String> servedBy,
    StatePolicy state,
    int maxPlans,
    boolean deterministic) {
  /** For {@link #batchBytes}: as many as the Java heap may have. */
  public static final long AUTOMATIC = -1;

  /** The default of {@link #maxPlans}: more than an application has different requests. */
  public static final int DEFAULT_MAX_PLANS = 64;

  /** Copies the list and refuses values that are too small. */
  public ExecutionOptions {
    NonNull.all(devices, "devices");
    Objects.requireNonNull(threads, "threads");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(servedBy, "servedBy");
    Objects.requireNonNull(state, "state");
    devices = List.copyOf(devices);
    if (batchBytes < AUTOMATIC) {
      throw new IllegalArgumentException("batchBytes " + batchBytes + " is negative");
    }
    if (maxPlans < 1) {
      throw new IllegalArgumentException("maxPlans " + maxPlans + " is below 1");
    }
  }

  /** One device, batches cut where they exceed the Java heap, threads as TensorFlow has them. */
  public static ExecutionOptions defaults() {
    return new ExecutionOptions(
        List.of(),
        AUTOMATIC,
        ThreadOptions.defaults(),
        Precision.FULL,
        Optional.empty(),
        StatePolicy.RESTORE,
        DEFAULT_MAX_PLANS,
        false);
  }

  ExecutionOptions devices(List<String> names) {
    return new ExecutionOptions(
        names, batchBytes, threads, precision, servedBy, state, maxPlans, deterministic);
  }

  ExecutionOptions batchBytes(long bytes) {
    return new ExecutionOptions(
        devices, bytes, threads, precision, servedBy, state, maxPlans, deterministic);
  }

  ExecutionOptions threads(ThreadOptions wanted) {
    return new ExecutionOptions(
        devices, batchBytes, wanted, precision, servedBy, state, maxPlans, deterministic);
  }

  ExecutionOptions precision(Precision wanted) {
    return new ExecutionOptions(
        devices, batchBytes, threads, wanted, servedBy, state, maxPlans, deterministic);
  }

  ExecutionOptions servedBy(String signature) {
    return new ExecutionOptions(
        devices,
        batchBytes,
        threads,
        precision,
        Optional.of(signature),
        state,
        maxPlans,
        deterministic);
  }

  ExecutionOptions state(StatePolicy wanted) {
    return new ExecutionOptions(
        devices, batchBytes, threads, precision, servedBy, wanted, maxPlans, deterministic);
  }

  ExecutionOptions maxPlans(int most) {
    return new ExecutionOptions(
        devices, batchBytes, threads, precision, servedBy, state, most, deterministic);
  }

  ExecutionOptions deterministic(boolean required) {
    return new ExecutionOptions(
        devices, batchBytes, threads, precision, servedBy, state, maxPlans, required);
  }

  /** Whether cutting batches was not requested. */
  public boolean isAutomatic() {
    return batchBytes == AUTOMATIC;
  }

  /** The most bytes for one run. */
  public long budget() {
    if (batchBytes == 0) {
      return Long.MAX_VALUE;
    }
    return isAutomatic() ? Runtime.getRuntime().maxMemory() : batchBytes;
  }
}
