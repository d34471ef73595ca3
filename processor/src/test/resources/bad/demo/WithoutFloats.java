package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

@AttributedModel(savedModel = "tfmodule_string_table")
interface WithoutFloats {
  @Attributable(layer = "lookup")
  Layer ids();

  @Attributable(layer = "embedding", port = Port.INPUT)
  Layer words();
}
