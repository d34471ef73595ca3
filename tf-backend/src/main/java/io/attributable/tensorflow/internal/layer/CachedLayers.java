package io.attributable.tensorflow.internal.layer;

import io.attributable.Port;
import io.attributable.graph.layer.LayerTensors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what addresses mean: requests name the same ones again and again. Those that mean
 * nothing are not remembered. Safe for any number of threads.
 */
public final class CachedLayers implements LayerLookup {
  private final LayerLookup lookup;
  private final Map<Side, LayerTensors> known = new ConcurrentHashMap<>();

  private record Side(String address, Port port) {}

  public CachedLayers(LayerLookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public LayerTensors resolve(String address, Port port) {
    return known.computeIfAbsent(
        new Side(address, port), side -> lookup.resolve(side.address(), side.port()));
  }

  @Override
  public @Nullable String output(@Nullable String wanted) {
    return lookup.output(wanted);
  }
}
