package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Another signature, doubles, addresses that are no layers' names. */
@AttributedModel(savedModel = "tfmodule_two_signatures", signature = "precise")
public interface Precise {
  @Attributable(layer = "scope:fine")
  Layer scope();

  @Attributable(layer = "fine")
  Layer of();
}
