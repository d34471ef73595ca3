package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.inputs.view.InputView;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * Inputs that were read: as the model takes them, and as people see them. Immutable, but for the
 * arrays; safe for any number of threads as long as none writes to these.
 *
 * @param arrays by the names of the signature's inputs: as the signature's dtypes and shapes
 * @param views one for each name that the request gave, in its order
 * @param notes what was assumed, as sentences
 */
public record ReadInputs(
    Map<String, NdArray<?>> arrays, List<InputView> views, List<String> notes) {
  /** Copies the map and the lists. */
  public ReadInputs {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    views = List.copyOf(views);
    notes = List.copyOf(notes);
  }

  /**
   * The array of an input.
   *
   * @param name of the signature's input, which is not always the name that the request gave
   * @throws AttributionException INPUT_NOT_READ, naming those that were
   */
  public NdArray<?> array(String name) {
    NdArray<?> array = arrays.get(name);
    if (array == null) {
      throw new AttributionException(
          ErrorCode.INPUT_NOT_READ,
          name,
          arrays.isEmpty() ? "none" : "\"" + String.join("\", \"", arrays.keySet()) + "\"",
          Suggestions.didYouMean(name, List.copyOf(arrays.keySet())));
    }
    return array;
  }

  /**
   * The array of an input as the type that a generated explainer takes.
   *
   * <pre>{@code
   * explainer.shapes().image(inputs.array("image", FloatNdArray.class)).target(Target.of(7));
   * }</pre>
   *
   * @param name of the signature's input
   * @param type such as {@code FloatNdArray.class} for float32
   * @throws AttributionException INPUT_NOT_READ, INPUT_DTYPE
   */
  public <A extends NdArray<?>> A array(String name, Class<A> type) {
    NdArray<?> array = array(name);
    if (!type.isInstance(array)) {
      throw new AttributionException(
          ErrorCode.INPUT_DTYPE, name, type.getSimpleName(), found(array));
    }
    return type.cast(array);
  }

  /** What users call the type: the interface of the implementation. */
  private static String found(NdArray<?> array) {
    return Arrays.stream(array.getClass().getInterfaces())
        .filter(NdArray.class::isAssignableFrom)
        .findFirst()
        .map(Class::getSimpleName)
        .orElse(array.getClass().getSimpleName());
  }
}
