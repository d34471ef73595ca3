package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.tensorflow.internal.examples.ExampleBatches;
import io.attributable.tensorflow.internal.examples.ExampleQueue;
import io.attributable.tensorflow.internal.examples.ExampleWindow;
import io.attributable.tensorflow.options.BatcherOptions;
import io.attributable.tensorflow.options.ExampleOptions;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Puts small requests of many callers together, so that they share runs: a run of eight examples
 * takes much less time than eight runs. Each caller has what a request for its example alone has,
 * or its own error. Examples are run in the order in which they come, those of the same shapes and
 * of the same kind of target together; where examples influence one another, each runs alone.
 * Triton calls it dynamic batching, TensorFlow Serving batching.
 *
 * <pre>{@code
 * try (DynamicBatcher batcher = DynamicBatcher.of(model, settings, BatcherOptions.defaults())) {
 *   CompletableFuture<Attributions> why = batcher.submit(Example.of("image", pixels));
 * }
 * }</pre>
 *
 * <p>Has a thread of its own. Safe for any number of threads; to be closed before its model.
 */
public final class DynamicBatcher implements AutoCloseable {
  private final ExampleQueue queue;
  private final BatcherOptions options;
  private final String model;

  private DynamicBatcher(ExampleQueue queue, BatcherOptions options, String model) {
    this.queue = queue;
    this.options = options;
    this.model = model;
  }

  /**
   * A batcher, which waits for examples.
   *
   * @param settings of all requests: layers, method, output, a target for examples without one
   * @throws AttributionException about the settings, as {@link AttributableModel#attributeAll}
   */
  public static DynamicBatcher of(
      AttributableModel model, AttributionRequest settings, BatcherOptions options) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(options, "options");
    ExampleOptions batches = ExampleOptions.defaults().batchSize(options.maxBatchSize());
    ExampleWindow window =
        new ExampleWindow(settings, batches, new ExampleBatches(model.loaded(), settings));
    return new DynamicBatcher(new ExampleQueue(window, options), options, model.name());
  }

  /**
   * Has an example explained.
   *
   * @return what comes of it; cancelled before its run begins, it is not run, and where the time of
   *     {@link Calls#withTimeout} is over until then, it fails with DEADLINE_EXCEEDED. A run that
   *     has begun is not stopped, as it is that of others, too
   * @throws AttributionException TOO_MANY_CALLS, MODEL_CLOSED after {@link #close()}
   */
  public CompletableFuture<Attributions> submit(Example example) {
    Objects.requireNonNull(example, "example");
    return queue
        .submit(example)
        .orElseThrow(
            () ->
                queue.isClosed()
                    ? new AttributionException(ErrorCode.MODEL_CLOSED, model)
                    : new AttributionException(
                        ErrorCode.TOO_MANY_CALLS, model, options.maxEnqueued(), 0));
  }

  /**
   * Takes no more examples, and waits for those that it has, unless what depends on an answer
   * closes it: that runs on the batcher's thread. May be called again.
   */
  @Override
  public void close() {
    queue.close();
  }
}
