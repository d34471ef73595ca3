package io.attributable.tensorflow.internal.request;

import io.attributable.model.ByteExamples;
import io.attributable.model.TensorDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.ndarray.NdArray;

/** The inputs of a request: arrays, and examples of bytes, which get the shape of the signature. */
public final class RequestInputs {
  private final Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
  private final Map<String, List<byte[]>> examples = new LinkedHashMap<>();

  public void put(String name, NdArray<?> values) {
    examples.remove(name);
    arrays.put(name, values);
  }

  public void put(String name, List<byte[]> values) {
    arrays.remove(name);
    examples.put(name, List.copyOf(values));
  }

  /**
   * All of them as arrays.
   *
   * @param signature finds inputs by name; used for examples of bytes
   */
  public Map<String, NdArray<?>> arrays(Function<String, TensorDescription> signature) {
    if (examples.isEmpty()) {
      return arrays;
    }
    Map<String, NdArray<?>> all = new LinkedHashMap<>(arrays);
    examples.forEach(
        (name, values) -> all.put(name, ByteExamples.array(signature.apply(name).shape(), values)));
    return all;
  }
}
