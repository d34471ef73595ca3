package io.attributable.inputs.array;

import io.attributable.inputs.view.InputView;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * What one named input of a request became.
 *
 * @param arrays by the names of the signature's inputs
 * @param view as people see it
 * @param notes what was assumed, as sentences
 */
public record ReadInput(Map<String, NdArray<?>> arrays, InputView view, List<String> notes) {

  /** One array, of which nothing was assumed. */
  public static ReadInput of(String input, NdArray<?> array, InputView view) {
    return new ReadInput(Map.of(input, array), view, List.of());
  }
}
