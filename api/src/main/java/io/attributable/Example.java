package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/**
 * One example of a stream, or a few that belong together. Immutable and safe for any number of
 * threads, but for the arrays, which are not copied.
 *
 * @param inputs arrays by the names of the signature's inputs, each of the input's shape and type;
 *     dimension 0 is the example, usually of length 1. Inputs that are the same for all examples
 *     belong into the request
 * @param target which value is explained; that of the request unless given
 * @param id the caller's name for it
 */
public record Example(
    Map<String, NdArray<?>> inputs, Optional<Target> target, Optional<String> id) {

  /** Copies the map. */
  public Example {
    NonNull.all(inputs, "inputs");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(id, "id");
    inputs = Map.copyOf(inputs);
  }

  /**
   * As JSON: {@code {"id": …, "inputs": {NAME: [[…]]}, "target": …}}, the target as {@link
   * Target#toJson()}.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    id.ifPresent(name -> map.put("id", name));
    Map<String, Object> arrays = new LinkedHashMap<>();
    new TreeMap<>(inputs).forEach((name, array) -> arrays.put(name, ArrayContent.nested(array)));
    map.put("inputs", arrays);
    target.ifPresent(wanted -> map.put("target", wanted.toJson()));
    return map;
  }

  /** Whether the other has the same inputs, bit by bit, and the same target. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Example example
        && target.equals(example.target)
        && id.equals(example.id)
        && inputs.keySet().equals(example.inputs.keySet())
        && inputs.entrySet().stream()
            .allMatch(
                input ->
                    ArrayContent.equal(
                        input.getValue(),
                        Objects.requireNonNull(example.inputs.get(input.getKey()))));
  }

  @Override
  public int hashCode() {
    int arrays = 0;
    for (Map.Entry<String, NdArray<?>> input : inputs.entrySet()) {
      arrays += input.getKey().hashCode() ^ ArrayContent.hash(input.getValue());
    }
    return Objects.hash(arrays, target, id);
  }

  /** An example of a model with one input, of the input's shape and type. */
  public static Example of(String input, NdArray<?> values) {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(values, "values");
    return of(Map.of(input, values));
  }

  /** An example of a model with several inputs, each of the input's shape and type. */
  public static Example of(Map<String, ? extends NdArray<?>> inputs) {
    NonNull.all(inputs, "inputs");
    return new Example(new LinkedHashMap<>(inputs), Optional.empty(), Optional.empty());
  }

  /** The same example with its own target. */
  public Example target(Target wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return new Example(inputs, Optional.of(wanted), id);
  }

  /** The same example with an id. */
  public Example id(String name) {
    Objects.requireNonNull(name, "name");
    return new Example(inputs, target, Optional.of(name));
  }
}
