package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "digits")
interface NamesTaken {
  @Attributable(layer = "conv1")
  Layer first();
}

class NamesTakenExplainer {}
