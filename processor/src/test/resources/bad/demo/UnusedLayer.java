package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "k3_multi_io", output = "a")
interface UnusedLayer {
  @Attributable(layer = "trunk")
  Layer trunk();

  @Attributable(layer = "only_b")
  Layer onlyB();
}
