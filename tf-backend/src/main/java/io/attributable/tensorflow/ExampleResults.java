package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.ExampleResult;
import io.attributable.tensorflow.internal.examples.ExampleWindow;
import io.attributable.tensorflow.options.ExampleOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of many examples, in their order. Lazy: examples are taken and explained when results
 * are taken, on the calling thread, so that neither examples nor results pile up. An example that
 * cannot be explained has a result with its failure. If the source of examples throws, the results
 * of the examples before come first, then EXAMPLES_FAILED.
 *
 * <p>Not thread-safe. Holds no native memory between calls; closing it closes the stream that the
 * examples come from, if it is one.
 */
public final class ExampleResults implements Iterator<ExampleResult>, AutoCloseable {
  private final Iterator<? extends Example> source;
  private final Runnable closing;
  private final ExampleWindow window;
  private final ExampleOptions options;
  private final Deque<ExampleResult> ready = new ArrayDeque<>();
  private @Nullable AttributionException failure;
  private long taken;
  private boolean closed;

  ExampleResults(
      Iterator<? extends Example> source,
      Runnable closing,
      ExampleWindow window,
      ExampleOptions options) {
    this.source = source;
    this.closing = closing;
    this.window = window;
    this.options = options;
  }

  /**
   * Whether there is a result, or a failure to learn of.
   *
   * @throws AttributionException MODEL_CLOSED
   */
  @Override
  public boolean hasNext() {
    if (ready.isEmpty() && failure == null && !closed) {
      fill();
    }
    return !closed && (!ready.isEmpty() || failure != null);
  }

  /**
   * The next result.
   *
   * @throws AttributionException EXAMPLES_FAILED once, where the source threw; MODEL_CLOSED
   */
  @Override
  public ExampleResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ExampleResult result = ready.poll();
    AttributionException problem = failure;
    if (result == null && problem != null) {
      closed = true;
      throw problem;
    }
    return Objects.requireNonNull(result);
  }

  /** The results that are left, as a stream that closes this when it is closed. */
  public Stream<ExampleResult> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
        .onClose(this::close);
  }

  /** Takes no further example. May be called again. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ready.clear();
    }
    closing.run();
  }

  private void fill() {
    List<Example> examples = new ArrayList<>();
    try {
      while (examples.size() < options.inFlight() && source.hasNext()) {
        examples.add(Objects.requireNonNull(source.next(), "an example is null"));
      }
    } catch (RuntimeException e) {
      failure =
          new AttributionException(ErrorCode.EXAMPLES_FAILED, taken + examples.size(), e)
              .causedBy(e);
    }
    if (!examples.isEmpty()) {
      ready.addAll(window.run(examples, taken));
      taken += examples.size();
    }
  }
}
