package io.attributable.cli.reply;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.Wording;
import java.util.Map;

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
   * A request for several targets that succeeded.
   *
   * @param byTarget in the order in which they were asked for
   */
  record ExplainedTargets(String id, Map<Target, Attributions> byTarget) implements Reply {}

  /**
   * A request that failed.
   *
   * @param failure why
   * @param wording how the request was written
   */
  record Failed(String id, AttributionException failure, Wording wording) implements Reply {}
}
