package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Wording;
import io.attributable.cli.reply.Reply;
import io.attributable.cli.request.Request;
import java.util.function.Supplier;

/** Turns a request into a reply, also where answering it fails: no failure gets past it. */
final class RequestHandler {
  private final Explainer explainer;
  private final Wording wording;

  /**
   * Answers requests.
   *
   * @param wording how they were written, and failures will be
   */
  RequestHandler(Explainer explainer, Wording wording) {
    this.explainer = explainer;
    this.wording = wording;
  }

  /**
   * The reply.
   *
   * @param request makes the request; may fail too
   */
  Reply answer(String id, Supplier<Request> request) {
    try {
      return explainer.explain(id, request.get());
    } catch (AttributionException e) {
      return new Reply.Failed(id, e, wording);
    } catch (OutOfMemoryError e) {
      // One request that is too large for the memory must not take the others with it.
      return new Reply.Failed(
          id,
          new AttributionException(ErrorCode.OUT_OF_MEMORY, id, String.valueOf(e.getMessage()))
              .causedBy(e),
          wording);
    } catch (RuntimeException | StackOverflowError e) {
      return new Reply.Failed(
          id, new AttributionException(ErrorCode.INTERNAL, e.toString()).causedBy(e), wording);
    }
  }
}
