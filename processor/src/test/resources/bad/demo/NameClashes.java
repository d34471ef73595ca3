package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

@AttributedModel(savedModel = "digits")
interface NameClashes {
  @Attributable(layer = "conv1")
  Layer close();

  @Attributable(layer = "conv2")
  Layer layers();

  @Attributable(layer = "conv3")
  Layer prediction();

  @Attributable(layer = "features")
  Layer clone();

  @Attributable(layer = "logits")
  Layer finalize();

  @Attributable(layer = "probs")
  Layer loadResource();

  @Attributable(layer = "features", port = Port.INPUT)
  Layer signature();
}
