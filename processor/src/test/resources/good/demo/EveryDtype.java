package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** An input of every dtype that there can be. */
@AttributedModel(savedModel = "every_dtype")
public interface EveryDtype {
  @Attributable(layer = "act")
  Layer act();
}
