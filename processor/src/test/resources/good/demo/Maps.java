package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "digits", output = "logits", method = "grad-cam")
interface Maps {
  @Attributable(layer = "conv3")
  Layer lastConvolution();
}
