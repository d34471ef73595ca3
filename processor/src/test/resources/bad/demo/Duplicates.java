package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

@AttributedModel(savedModel = "digits")
interface Duplicates {
  @Attributable(layer = "conv1")
  Layer first();

  @Attributable(
      port = Port.OUTPUT,
      layer = "conv1")
  Layer second();

  @Attributable(layer = "conv1", port = Port.INPUT)
  Layer third();
}
