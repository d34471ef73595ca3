package io.attributable.tensorflow.options;

import io.attributable.NonNull;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How requests are carried out: by which devices and threads, in how large parts, how exactly.
 * Immutable.
 *
 * @param devices where the parts of a batch run at the same time; empty for all on one
 * @param batchBytes the most bytes that one run may hold at once before its batch is cut into
 *     parts; 0 for any number, {@link #AUTOMATIC} for as many as the Java heap may have
 * @param threads the threads of TensorFlow
 * @param precision how exactly it computes
 * @param servedBy the signature of the model that answers requests, if plans shall not
 * @param state what becomes of state that requests change
 */
public record ExecutionOptions(
    List<String> devices,
    long batchBytes,
    ThreadOptions threads,
    Precision precision,
    Optional<String> servedBy,
    StatePolicy state) {
  /** For {@link #batchBytes}: as many as the Java heap may have. */
  public static final long AUTOMATIC = -1;

  /** Copies the list and refuses negative numbers. */
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
  }

  /** One device, batches cut where they exceed the Java heap, threads as TensorFlow has them. */
  public static ExecutionOptions defaults() {
    return new ExecutionOptions(
        List.of(),
        AUTOMATIC,
        ThreadOptions.defaults(),
        Precision.FULL,
        Optional.empty(),
        StatePolicy.KEEP);
  }

  ExecutionOptions devices(List<String> names) {
    return new ExecutionOptions(names, batchBytes, threads, precision, servedBy, state);
  }

  ExecutionOptions batchBytes(long bytes) {
    return new ExecutionOptions(devices, bytes, threads, precision, servedBy, state);
  }

  ExecutionOptions threads(ThreadOptions wanted) {
    return new ExecutionOptions(devices, batchBytes, wanted, precision, servedBy, state);
  }

  ExecutionOptions precision(Precision wanted) {
    return new ExecutionOptions(devices, batchBytes, threads, wanted, servedBy, state);
  }

  ExecutionOptions servedBy(String signature) {
    return new ExecutionOptions(
        devices, batchBytes, threads, precision, Optional.of(signature), state);
  }

  ExecutionOptions state(StatePolicy wanted) {
    return new ExecutionOptions(devices, batchBytes, threads, precision, servedBy, wanted);
  }

  /** Whether nobody asked for batches to be cut. */
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
