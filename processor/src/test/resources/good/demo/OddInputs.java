package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Inputs whose names Java and Javadoc read otherwise; every type of a single value. */
@AttributedModel(savedModel = "odd_inputs")
public interface OddInputs {
  @Attributable(layer = "act")
  Layer act();
}
