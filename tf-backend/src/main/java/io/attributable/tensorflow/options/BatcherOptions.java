package io.attributable.tensorflow.options;

import java.time.Duration;
import java.util.Objects;

/**
 * How requests of many callers are put together. Immutable, safe for any number of threads; each
 * method gives a changed copy.
 *
 * @param maxBatchSize the most examples in one run
 * @param maxDelay how long the first example waits for others, unless all threads are at work
 * @param maxEnqueued how many examples may wait before more are refused
 */
public record BatcherOptions(int maxBatchSize, Duration maxDelay, int maxEnqueued) {
  private static final int DEFAULT_BATCH = 32;
  private static final int DEFAULT_ENQUEUED = 1024;
  private static final Duration DEFAULT_DELAY = Duration.ofMillis(1);

  /** Refuses sizes below 1, and a negative delay. */
  public BatcherOptions {
    Objects.requireNonNull(maxDelay, "maxDelay");
    if (maxBatchSize < 1 || maxEnqueued < 1 || maxDelay.isNegative()) {
      throw new IllegalArgumentException(
          "maxBatchSize %d and maxEnqueued %d must be at least 1, maxDelay %s not negative"
              .formatted(maxBatchSize, maxEnqueued, maxDelay));
    }
  }

  /** Up to 32 examples in a run, which wait for a millisecond; 1,024 may wait. */
  public static BatcherOptions defaults() {
    return new BatcherOptions(DEFAULT_BATCH, DEFAULT_DELAY, DEFAULT_ENQUEUED);
  }

  /** Runs no more examples at once. */
  public BatcherOptions maxBatchSize(int examples) {
    return new BatcherOptions(examples, maxDelay, maxEnqueued);
  }

  /** Lets the first example wait so long for others; {@link Duration#ZERO} for not at all. */
  public BatcherOptions maxDelay(Duration most) {
    return new BatcherOptions(maxBatchSize, most, maxEnqueued);
  }

  /** Refuses examples with TOO_MANY_CALLS while so many wait. */
  public BatcherOptions maxEnqueued(int examples) {
    return new BatcherOptions(maxBatchSize, maxDelay, examples);
  }
}
