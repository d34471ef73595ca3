package io.attributable.inputs;

import io.attributable.inputs.view.InputView;
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
}
