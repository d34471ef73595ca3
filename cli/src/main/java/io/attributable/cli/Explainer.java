package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.cli.reply.Reply;
import io.attributable.cli.request.Request;

/** Answers requests about one model. */
interface Explainer {

  /**
   * Explains one request.
   *
   * @param id of the request
   * @throws AttributionException whatever is wrong with the request
   */
  Reply explain(String id, Request request);
}
