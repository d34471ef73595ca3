package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "k3_multi_io")
interface OutputRequired {
  @Attributable(layer = "trunk")
  Layer trunk();
}
