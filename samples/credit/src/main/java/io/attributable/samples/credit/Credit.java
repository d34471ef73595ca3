package io.attributable.samples.credit;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/**
 * The credit model. What is explained is its score, the log odds of good credit: near 0 and 1 the
 * probability made of it hardly moves.
 */
@AttributedModel(savedModel = "models/credit", output = "score", method = "integrated-gradients")
public interface Credit {
  /** An application, as numbers. */
  @Attributable(layer = "input:row")
  Layer application();
}
