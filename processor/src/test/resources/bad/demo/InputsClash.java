package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "clashing_inputs")
interface InputsClash {
  @Attributable(layer = "product")
  Layer product();
}
