package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

@AttributedModel(savedModel = "digits")
interface MethodShapes {
  @Attributable(layer = "conv1")
  Layer parameters(int call);

  @Attributable(layer = "conv1")
  <T> Layer typeParameters();

  @Attributable(layer = "conv1")
  String otherResult();

  @Attributable(layer = "conv1")
  default Layer withBody() {
    throw new UnsupportedOperationException();
  }

  @Attributable(layer = "conv1")
  static Layer ofType() {
    throw new UnsupportedOperationException();
  }

  @Attributable(layer = "conv1")
  private Layer hidden() {
    throw new UnsupportedOperationException();
  }
}
