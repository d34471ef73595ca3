package io.attributable.tensorflow.internal.batch;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.options.ExecutionOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a model knows about cutting batches: what it may, and of each plan what it found out. Safe
 * for any number of threads.
 */
public final class BatchSplitting {
  private final ExecutionOptions options;
  private final List<String> devices;
  private final Map<RunnablePlan, ExampleMemory> bytes = new ConcurrentHashMap<>();
  private final Map<RunnablePlan, ExampleIndependence> independence = new ConcurrentHashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param devices whole names of those to run on, at least one; empty leaves it to TensorFlow
   */
  public BatchSplitting(ExecutionOptions options, List<String> devices) {
    this.options = options;
    this.devices = List.copyOf(devices);
  }

  public ExecutionOptions options() {
    return options;
  }

  public List<String> devices() {
    return devices;
  }

  /** Where requests run that are not spread. */
  public String firstDevice() {
    return devices.get(0);
  }

  public ExampleMemory bytes(FlatGraph graph, RunnablePlan plan) {
    return bytes.computeIfAbsent(plan, unused -> ExampleMemory.of(graph, plan.plan()));
  }

  public ExampleIndependence independence(RunnablePlan plan) {
    return independence.computeIfAbsent(plan, unused -> new ExampleIndependence());
  }
}
