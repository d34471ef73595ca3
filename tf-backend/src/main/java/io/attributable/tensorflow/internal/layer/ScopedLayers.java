package io.attributable.tensorflow.internal.layer;

import io.attributable.Port;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import org.jspecify.annotations.Nullable;

/** Layers from the scopes of the graph. */
public record ScopedLayers(LayerIndex index) implements LayerLookup {
  @Override
  public LayerTensors resolve(String address, Port port) {
    return index.resolve(address, port);
  }

  @Override
  public @Nullable String output(@Nullable String wanted) {
    return wanted;
  }
}
