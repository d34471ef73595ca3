package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "digits",
    method = "gradcam")
interface UnknownMethod {
  @Attributable(layer = "conv3")
  Layer lastConvolution();
}
