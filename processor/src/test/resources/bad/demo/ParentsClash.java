package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(
    savedModel = "digits")
interface ParentsClash extends Left, Right {}

interface Left {
  @Attributable(layer = "conv1")
  Layer first();
}

interface Right {
  @Attributable(layer = "conv2")
  Layer first();
}
