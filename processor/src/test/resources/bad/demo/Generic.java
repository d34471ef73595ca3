package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "digits")
interface Generic<T> {
  @Attributable(layer = "conv1")
  Layer first();
}
