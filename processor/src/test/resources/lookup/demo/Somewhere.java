package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "nets/digits")
interface Somewhere {
  @Attributable(layer = "conv1")
  Layer first();
}
