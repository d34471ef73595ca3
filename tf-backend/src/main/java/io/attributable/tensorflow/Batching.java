package io.attributable.tensorflow;

import io.attributable.graph.flat.FlatGraph;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a model knows about cutting batches: what it may, and of each plan what it found out. Safe
 * for any number of threads.
 */
final class Batching {
  private final ExecutionOptions options;
  private final List<String> devices;
  private final Map<RunnablePlan, ExampleBytes> bytes = new ConcurrentHashMap<>();
  private final Map<RunnablePlan, Independence> independence = new ConcurrentHashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param devices whole names of those to run on, at least one; empty leaves it to TensorFlow
   */
  Batching(ExecutionOptions options, List<String> devices) {
    this.options = options;
    this.devices = List.copyOf(devices);
  }

  ExecutionOptions options() {
    return options;
  }

  List<String> devices() {
    return devices;
  }

  /** Where requests run that are not spread. */
  String firstDevice() {
    return devices.get(0);
  }

  ExampleBytes bytes(FlatGraph graph, RunnablePlan plan) {
    return bytes.computeIfAbsent(plan, unused -> ExampleBytes.of(graph, plan.plan()));
  }

  Independence independence(RunnablePlan plan) {
    return independence.computeIfAbsent(plan, unused -> new Independence());
  }
}
