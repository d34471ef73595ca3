package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "empty")
interface EmptyModel {
  @Attributable(layer = "conv1")
  Layer first();
}
