package io.attributable.tensorflow.internal.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session that has a model's variables and tables. It may be opened for the first that needs
 * it: plans have sessions of their own. Owns native memory until closed. Safe for any number of
 * threads.
 */
public final class ModelSession implements AutoCloseable {
  private final Supplier<SessionGraph> opening;
  private @Nullable SessionGraph session;

  private ModelSession(Supplier<SessionGraph> opening, @Nullable SessionGraph session) {
    this.opening = opening;
    this.session = session;
  }

  /** One that is open already. */
  public static ModelSession of(SessionGraph session) {
    return new ModelSession(() -> session, session);
  }

  /** One that is opened when it is needed. */
  public static ModelSession onDemand(Supplier<SessionGraph> opening) {
    return new ModelSession(opening, null);
  }

  /**
   * The session.
   *
   * @throws io.attributable.AttributionException RUN_FAILED if it cannot be opened
   */
  public synchronized SessionGraph get() {
    SessionGraph open = session;
    if (open == null) {
      open = opening.get();
      session = open;
    }
    return open;
  }

  /** The session, if anything has needed it. */
  public synchronized Optional<SessionGraph> ifOpen() {
    return Optional.ofNullable(session);
  }

  @Override
  public void close() {
    ifOpen().ifPresent(SessionGraph::close);
  }
}
