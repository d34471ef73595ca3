package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

@AttributedModel(savedModel = "k3_export_mlp")
interface Layers {
  @Attributable(layer = "dense_9")
  Layer unknown();

  @Attributable(layer = "")
  Layer empty();

  @Attributable(layer = "tensor:nowhere")
  Layer bad();

  @Attributable(
      port = Port.OUTPUT,
      layer = "dropout")
  Layer inactive();

  @Attributable(layer = "shared")
  Layer ambiguous();

  @Attributable(layer = "dense")
  Layer fine();
}
