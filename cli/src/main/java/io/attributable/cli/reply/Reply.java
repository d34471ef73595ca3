package io.attributable.cli.reply;

import io.attributable.AttributionException;
import io.attributable.Attributions;

/** The answer to one request. */
public sealed interface Reply {

  /** The request's id. */
  String id();

  /**
   * A request that succeeded.
   *
   * @param attributions one per layer that was asked for
   */
  record Explained(String id, Attributions attributions) implements Reply {}

  /**
   * A request that failed.
   *
   * @param failure why
   */
  record Failed(String id, AttributionException failure) implements Reply {}
}
