package io.attributable.samples.gestures;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Whether a hand draws a gun or points with a finger; the scores of both are explained. */
@AttributedModel(savedModel = "models/gestures", output = "score", method = "integrated-gradients")
public interface Gestures {
  /** The height of the hand in 150 steps. */
  @Attributable(layer = "input:hand")
  Layer moments();
}
