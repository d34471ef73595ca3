package io.attributable.tensorflow;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;

/**
 * The weights of one moment, in native memory until closed.
 *
 * @param values what was read; empty if nothing had to be
 * @param fed where each is fed
 */
record LiveValues(Optional<Result> values, Map<Output<?>, Integer> fed) implements AutoCloseable {
  static LiveValues none() {
    return new LiveValues(Optional.empty(), Map.of());
  }

  void feed(Session.Runner runner) {
    values.ifPresent(
        read ->
            fed.forEach((placeholder, position) -> runner.feed(placeholder, read.get(position))));
  }

  @Override
  public void close() {
    values.ifPresent(Result::close);
  }
}
