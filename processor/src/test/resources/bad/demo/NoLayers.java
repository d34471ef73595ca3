package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "digits")
interface NoLayers {
  default int nothing() {
    return 0;
  }
}
