package io.attributable.samples.images;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** A network that reads handwritten digits; its scores in front of the softmax are explained. */
@AttributedModel(savedModel = "models/handwriting", output = "score")
public interface Handwriting {
  /** The last convolution: 7×7 places of 32 shapes. */
  @Attributable(layer = "shapes", method = "grad-cam")
  Layer shapes();

  /** The image itself. */
  @Attributable(layer = "input:image", method = "integrated-gradients")
  Layer pixels();
}
