package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "digits",
    signature = "serving_defualt")
interface UnknownSignature {
  @Attributable(layer = "conv1")
  Layer first();
}
