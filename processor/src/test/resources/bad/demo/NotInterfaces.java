package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

class NotInterfaces {
  @AttributedModel(savedModel = "digits")
  abstract static class AClass {
    @Attributable(layer = "conv1")
    abstract Layer first();
  }

  @AttributedModel(savedModel = "digits")
  enum AnEnum {}

  @AttributedModel(savedModel = "digits")
  @interface AnAnnotation {}
}
