package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "k3_multi_io",
    output = "c")
interface UnknownOutput {
  @Attributable(layer = "trunk")
  Layer trunk();

  @Attributable(layer = "merge")
  Layer merge();
}
