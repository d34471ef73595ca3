package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

/** Several inputs and outputs; a layer with two tensors; both ports of one layer. */
@AttributedModel(savedModel = "k3_multi_io", output = "a")
public interface TwoInputs {
  @Attributable(layer = "trunk")
  Layer trunk();

  @Attributable(layer = "merge", port = Port.INPUT)
  Layer merged();

  @Attributable(layer = "merge", port = Port.OUTPUT)
  Layer merge();

  @Attributable(layer = "left_dense")
  Layer left();
}
