package io.attributable.tensorflow;

import java.util.List;

/**
 * How the examples of a request are spread over runs. Immutable.
 *
 * @param devices where parts of a batch run at the same time; empty for all on one
 * @param bytes the most bytes that a run may hold before its batch is cut; 0 for any number, {@link
 *     #AUTOMATIC} for as many as the Java heap may have
 */
record BatchOptions(List<String> devices, long bytes) {
  static final long AUTOMATIC = -1;

  BatchOptions {
    devices = List.copyOf(devices);
  }

  static BatchOptions defaults() {
    return new BatchOptions(List.of(), AUTOMATIC);
  }

  /** Whether nobody asked for batches to be cut. */
  boolean isAutomatic() {
    return bytes == AUTOMATIC;
  }

  /** The most bytes for one run. */
  long budget() {
    if (bytes == 0) {
      return Long.MAX_VALUE;
    }
    return isAutomatic() ? Runtime.getRuntime().maxMemory() : bytes;
  }
}
