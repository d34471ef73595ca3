package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Inputs whose names become one in Java: the model is what it is, so they are numbered. */
@AttributedModel(savedModel = "clashing_inputs")
public interface InputsAlike {
  @Attributable(layer = "product")
  Layer product();
}
