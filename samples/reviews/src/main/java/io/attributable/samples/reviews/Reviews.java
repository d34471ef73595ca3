package io.attributable.samples.reviews;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Whether a sentence speaks for a film. What is explained is the score, the log odds of that. */
@AttributedModel(savedModel = "models/reviews", output = "score", method = "integrated-gradients")
public interface Reviews {
  /** A vector for each word: between two ids there is nothing, between two vectors there is. */
  @Attributable(layer = "embedding")
  Layer words();
}
