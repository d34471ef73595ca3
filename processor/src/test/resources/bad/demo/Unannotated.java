package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "digits")
interface Unannotated extends Parent {
  @Attributable(layer = "conv1")
  Layer first();

  Layer second();
}

interface Parent {
  Layer inherited();
}
