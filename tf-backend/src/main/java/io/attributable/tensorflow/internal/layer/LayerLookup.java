package io.attributable.tensorflow.internal.layer;

import io.attributable.AttributionException;
import io.attributable.Port;
import io.attributable.graph.layer.LayerTensors;
import org.jspecify.annotations.Nullable;

/** What the addresses of layers mean. */
public interface LayerLookup {
  /**
   * The tensors of an address.
   *
   * @throws AttributionException UNKNOWN_LAYER, LAYER_WITHOUT_FLOATS, SEVERAL_CALLS, and those of
   *     {@link io.attributable.graph.layer.LayerIndex#resolve}
   */
  LayerTensors resolve(String address, Port port);

  /** What an output's address is called by the graph itself; null for the only output. */
  @Nullable String output(@Nullable String wanted);
}
