package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.served.ServedRun;

/** Answers a request: by a plan, or by a signature of the model that was written for it. */
public final class AnsweredRequest {
  private AnsweredRequest() {}

  /**
   * Runs it.
   *
   * @throws io.attributable.AttributionException about the request, the model, or the run
   */
  public static Attributions attributions(LoadedModel model, AttributionRequest request) {
    return model.answer(
        request,
        () ->
            model
                .servedBy()
                .map(signature -> new ServedRun(model, signature, request).run())
                .orElseGet(() -> new AttributionRun(model, request).run()));
  }
}
