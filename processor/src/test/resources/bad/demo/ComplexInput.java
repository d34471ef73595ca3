package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "complex_input")
interface ComplexInput {
  @Attributable(layer = "act")
  Layer act();
}
