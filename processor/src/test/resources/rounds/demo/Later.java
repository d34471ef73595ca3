package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/**
 * Names a layer by a constant that another processor generates. It is asked, as not all annotations
 * are claimed: one is not ours.
 */
@FunctionalInterface
@AttributedModel(savedModel = "digits")
interface Later {
  @Attributable(layer = LayerNames.CONVOLUTION)
  Layer first();
}
