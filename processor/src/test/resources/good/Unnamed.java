import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** In the unnamed package. */
@AttributedModel(savedModel = "digits")
interface Unnamed {
  @Attributable(layer = "conv1")
  Layer first();
}
