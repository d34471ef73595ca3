package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "corrupt")
interface CorruptModel {
  @Attributable(layer = "conv1")
  Layer first();
}
