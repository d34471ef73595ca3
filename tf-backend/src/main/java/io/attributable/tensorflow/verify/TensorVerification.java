package io.attributable.tensorflow.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The verification of one tensor of a layer. Immutable, safe for any number of threads.
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

  /**
   * As JSON: {@code {"name": …, "dtype": "float32", "verdict": "agrees", "ownGradients": […],
   * "examples": […]}}.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", tensor);
    map.put("dtype", elementType);
    map.put("verdict", verdict().word());
    map.put("ownGradients", ownGradients);
    map.put("examples", examples.stream().map(ExampleVerification::toMap).toList());
    return map;
  }

  /** The worst of all examples. */
  public Verdict verdict() {
    return Verdict.worst(examples.stream().map(ExampleVerification::verdict).toList());
  }
}
