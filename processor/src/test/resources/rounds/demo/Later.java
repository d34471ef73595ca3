package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Names a layer by a constant that another processor generates. */
@AttributedModel(savedModel = "digits")
interface Later {
  @Attributable(layer = LayerNames.CONVOLUTION)
  Layer first();
}
