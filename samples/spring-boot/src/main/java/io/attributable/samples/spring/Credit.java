package io.attributable.samples.spring;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** The credit model, checked by the compiler. What is explained is the log odds of good credit. */
@AttributedModel(savedModel = "models/credit", output = "score", method = "integrated-gradients")
public interface Credit {
  /** An application, as numbers. */
  @Attributable(layer = "input:row")
  Layer application();
}
