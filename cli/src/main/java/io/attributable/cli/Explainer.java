package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.cli.request.Request;

/** Answers requests about one model. */
interface Explainer {

  /**
   * Explains one request.
   *
   * @throws AttributionException whatever is wrong with the request
   */
  Attributions explain(Request request);
}
