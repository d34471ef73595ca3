package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "total",
    output = "loss")
interface OutputWithoutExamples {
  @Attributable(layer = "act")
  Layer act();
}
