package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "tfmodule_two_signatures",
    output = "label")
interface OutputNotFloat {
  @Attributable(layer = "enter")
  Layer enter();
}
