package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "float8_input")
interface Float8Input {
  @Attributable(layer = "act")
  Layer act();
}
