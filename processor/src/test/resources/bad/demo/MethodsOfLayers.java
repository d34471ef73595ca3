package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "captum_embedding", method = "grad-cam")
interface MethodsOfLayers {
  @Attributable(layer = "relu", method = "gradcam")
  Layer misspelt();

  @Attributable(
      layer = "tensor:Sum:0",
      method = "layer-cam")
  Layer own();

  @Attributable(layer = "linear1", method = "saliency")
  Layer fits();
}

@AttributedModel(savedModel = "captum_embedding", method = "grad-cam")
interface MethodOfAll {
  @Attributable(layer = "tensor:Sum:0")
  Layer ofTheInterface();
}
