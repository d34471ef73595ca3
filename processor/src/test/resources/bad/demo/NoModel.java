package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "no/such/model")
interface NoModel {
  @Attributable(layer = "conv1")
  Layer first();
}
