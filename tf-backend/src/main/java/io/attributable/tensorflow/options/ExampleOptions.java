package io.attributable.tensorflow.options;

import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * How a stream of examples is explained. Immutable, safe for any number of threads; each method
 * gives a changed copy.
 *
 * @param batchSize the most examples in one run; those in a run have inputs of the same shapes
 * @param inFlight the most examples that are taken before their results are; those of the same
 *     shapes among them go into one run, even if they are not adjacent
 * @param progress called after each run with the number of examples done, explained or failed
 */
public record ExampleOptions(int batchSize, int inFlight, LongConsumer progress) {
  private static final int DEFAULT_BATCH = 32;

  /** Refuses values below 1. */
  public ExampleOptions {
    Objects.requireNonNull(progress, "progress");
    if (batchSize < 1 || inFlight < 1) {
      throw new IllegalArgumentException(
          "batchSize " + batchSize + " and inFlight " + inFlight + " must be at least 1");
    }
  }

  /** Batches of up to 32 examples, no more in flight. */
  public static ExampleOptions defaults() {
    return new ExampleOptions(DEFAULT_BATCH, DEFAULT_BATCH, done -> {});
  }

  /** Runs batches of another size, with as many examples in flight. */
  public ExampleOptions batchSize(int size) {
    return new ExampleOptions(size, size, progress);
  }

  /** Looks further ahead, or less far, for examples of the same shapes. */
  public ExampleOptions inFlight(int examples) {
    return new ExampleOptions(batchSize, examples, progress);
  }

  /** Reports progress. */
  public ExampleOptions progress(LongConsumer done) {
    Objects.requireNonNull(done, "done");
    return new ExampleOptions(batchSize, inFlight, done);
  }
}
