package io.attributable.graph.layer;

import io.attributable.Port;
import io.attributable.model.LayerDescription;
import java.util.List;

/**
 * A layer in a listing; a layer that is called several times has one entry per call.
 *
 * @param address its address in requests: {@code dense_1}, {@code inner/hid}, {@code shared#2}
 * @param scope its scope in the graph, such as {@code functional_1/dense_1_2}
 * @param inputs the floating-point tensors that enter it and depend on the inputs; empty if the
 *     layer is inside a loop or a branch
 * @param outputs the floating-point tensors that leave it and that other nodes use
 */
public record LayerEntry(
    String address, String scope, List<TensorInfo> inputs, List<TensorInfo> outputs) {
  /** Copies the lists. */
  public LayerEntry {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** What users see of it. */
  public LayerDescription describe() {
    return new LayerDescription(
        address,
        scope,
        inputs.stream().map(TensorInfo::describe).toList(),
        outputs.stream().map(TensorInfo::describe).toList());
  }

  /** The tensors of one side. */
  public List<TensorInfo> tensors(Port port) {
    return port == Port.INPUT ? inputs : outputs;
  }

  /** Whether this side has anything to explain. */
  public boolean attributable(Port port) {
    return !tensors(port).isEmpty();
  }
}
