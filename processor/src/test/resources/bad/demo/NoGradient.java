package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "no_gradient")
interface NoGradient {
  @Attributable(layer = "before")
  Layer before();

  @Attributable(layer = "behind")
  Layer behind();
}
