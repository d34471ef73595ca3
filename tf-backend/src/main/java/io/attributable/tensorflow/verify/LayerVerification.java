package io.attributable.tensorflow.verify;

import io.attributable.Port;
import java.util.List;

/**
 * What differences say of one side of a layer.
 *
 * @param layer its address as the user wrote it
 * @param port its side
 * @param tensors each by itself, the others following it as the model has it
 */
public record LayerVerification(String layer, Port port, List<TensorVerification> tensors) {
  /** Copies the list. */
  public LayerVerification {
    tensors = List.copyOf(tensors);
  }

  /** The worst of all tensors. */
  public Verdict verdict() {
    return Verdict.worst(tensors.stream().map(TensorVerification::verdict).toList());
  }
}
