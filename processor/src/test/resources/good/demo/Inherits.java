package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Inherited layers, methods with bodies, and what Object has. */
@AttributedModel(savedModel = "digits")
public interface Inherits extends Convolutions, MoreConvolutions {
  @Attributable(layer = "features")
  Layer features();

  default String title() {
    return "digits";
  }

  static int classes() {
    return 10;
  }

  @Override
  String toString();
}

/** Declares a layer for whoever inherits it. */
interface Convolutions {
  @Attributable(layer = "conv1")
  Layer first();
}

/** Declares the same layer again, and another one. */
interface MoreConvolutions {
  @Attributable(layer = "conv1")
  Layer first();

  @Attributable(layer = "conv2")
  Layer second();
}
