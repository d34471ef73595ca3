package io.attributable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/**
 * One of many examples that are explained one after the other, or a few that belong together.
 * Immutable, but for the arrays.
 *
 * @param inputs arrays by the names of the signature's inputs, dimension 0 being the example, and
 *     usually of length 1; inputs that are the same for all examples are the request's
 * @param target which number is explained; that of the request unless given
 * @param id what the caller knows it by
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

  /** An example of a model with one input. */
  public static Example of(String input, NdArray<?> values) {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(values, "values");
    return of(Map.of(input, values));
  }

  /** An example of a model with any number of inputs. */
  public static Example of(Map<String, ? extends NdArray<?>> inputs) {
    NonNull.all(inputs, "inputs");
    return new Example(new LinkedHashMap<>(inputs), Optional.empty(), Optional.empty());
  }

  /** The same with a target of its own. */
  public Example target(Target wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return new Example(inputs, Optional.of(wanted), id);
  }

  /** The same with an id. */
  public Example id(String name) {
    Objects.requireNonNull(name, "name");
    return new Example(inputs, target, Optional.of(name));
  }
}
