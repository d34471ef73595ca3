package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Whole numbers as inputs. */
@AttributedModel(savedModel = "captum_embedding", signature = "serving_default", output = "output")
public interface Tokens {
  @Attributable(layer = "embedding1")
  Layer first();

  @Attributable(layer = "linear1")
  Layer linear();
}
