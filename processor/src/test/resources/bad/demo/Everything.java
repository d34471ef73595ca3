package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "digits")
interface Everything<T> {
  @Attributable(layer = "conv9")
  Layer unknown();

  @Attributable(layer = "conv1")
  Layer close();

  Layer plain();
}

@AttributedModel(savedModel = "digits")
interface NothingWrong {
  @Attributable(layer = "conv1")
  Layer first();
}
