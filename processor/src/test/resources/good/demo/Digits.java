package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

@AttributedModel(savedModel = "digits")
public interface Digits {
  @Attributable(layer = "conv3")
  Layer lastConvolution();

  @Attributable(layer = "features", port = Port.INPUT)
  Layer features();
}
