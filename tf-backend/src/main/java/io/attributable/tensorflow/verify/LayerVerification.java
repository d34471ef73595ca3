package io.attributable.tensorflow.verify;

import io.attributable.Port;
import io.attributable.UnusedTensor;
import java.util.List;

/**
 * The verification of one port of a layer.
 *
 * @param layer its address as the user wrote it
 * @param port its port
 * @param tensors each by itself, the others following it as the model has it
 * @param unused the layer's tensors that no gradient gets to
 */
public record LayerVerification(
    String layer, Port port, List<TensorVerification> tensors, List<UnusedTensor> unused) {
  /** Copies the lists. */
  public LayerVerification {
    tensors = List.copyOf(tensors);
    unused = List.copyOf(unused);
  }

  /** A layer all of whose tensors are used. */
  public LayerVerification(String layer, Port port, List<TensorVerification> tensors) {
    this(layer, port, tensors, List.of());
  }

  /** The worst of all tensors. */
  public Verdict verdict() {
    return Verdict.worst(tensors.stream().map(TensorVerification::verdict).toList());
  }
}
