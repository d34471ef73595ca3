package io.attributable.tensorflow.internal.session;

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
public record FedWeightValues(Optional<Result> values, Map<Output<?>, Integer> fed)
    implements AutoCloseable {
  public static FedWeightValues none() {
    return new FedWeightValues(Optional.empty(), Map.of());
  }

  public void feed(Session.Runner runner) {
    values.ifPresent(
        read ->
            fed.forEach((placeholder, position) -> runner.feed(placeholder, read.get(position))));
  }

  @Override
  public void close() {
    values.ifPresent(Result::close);
  }
}
