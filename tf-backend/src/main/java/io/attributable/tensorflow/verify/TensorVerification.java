package io.attributable.tensorflow.verify;

import java.util.List;

/**
 * The verification of one tensor of a layer.
 *
 * @param tensor its name in the graph, such as {@code model/dense_1/Relu:0}
 * @param elementType NumPy's name of its dtype
 * @param ownGradients nodes behind it whose gradient is by definition not their derivative
 * @param examples one by one, or one entry for all together
 */
public record TensorVerification(
    String tensor,
    String elementType,
    List<String> ownGradients,
    List<ExampleVerification> examples) {
  /** Copies the lists. */
  public TensorVerification {
    ownGradients = List.copyOf(ownGradients);
    examples = List.copyOf(examples);
  }

  /** The worst of all examples. */
  public Verdict verdict() {
    return Verdict.worst(examples.stream().map(ExampleVerification::verdict).toList());
  }
}
