package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

interface Stray {
  @Attributable(layer = "conv1")
  Layer first();

  /** Interfaces are not the only ones to go astray. */
  abstract class AClass {
    @Attributable(
        layer = "conv1")
    abstract Layer first();
  }
}
