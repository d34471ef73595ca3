package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

class Private {
  @AttributedModel(savedModel = "digits")
  private interface Hidden {
    @Attributable(layer = "conv1")
    Layer first();
  }

  private static class Closed {
    @AttributedModel(savedModel = "digits")
    interface Inside {
      @Attributable(layer = "conv1")
      Layer first();
    }
  }
}
