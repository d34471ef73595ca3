package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

/** Layers with methods of their own. */
@AttributedModel(savedModel = "digits", output = "logits", method = "saliency")
interface Mixed {
  @Attributable(layer = "conv1")
  Layer early();

  @Attributable(layer = "conv3", method = "grad-cam")
  Layer late();

  @Attributable(layer = "features", port = Port.INPUT, method = "deeplift")
  Layer features();
}
