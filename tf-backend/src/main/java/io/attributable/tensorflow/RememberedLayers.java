package io.attributable.tensorflow;

import io.attributable.Port;
import io.attributable.graph.layer.LayerTensors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what addresses mean: requests name the same ones again and again. Those that mean
 * nothing are not remembered. Safe for any number of threads.
 */
final class RememberedLayers implements LayerLookup {
  private final LayerLookup lookup;
  private final Map<Side, LayerTensors> known = new ConcurrentHashMap<>();

  private record Side(String address, Port port) {}

  RememberedLayers(LayerLookup lookup) {
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
