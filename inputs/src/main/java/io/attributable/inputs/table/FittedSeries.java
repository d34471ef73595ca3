package io.attributable.inputs.table;

import io.attributable.inputs.card.Side;
import io.attributable.inputs.view.SeriesView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * A series of the length that the model takes.
 *
 * @param steps the elements of each step
 * @param first the step of the file that is the first one; negative where as many were added
 * @param found how many the file has
 */
record FittedSeries(String origin, List<List<Object>> steps, int first, int found) {

  /** A series as it is in its file. */
  static FittedSeries of(String origin, List<List<Object>> steps) {
    return new FittedSeries(origin, steps, 0, steps.size());
  }

  /** Cuts off steps. */
  FittedSeries cropped(int length, Side side) {
    int from = side == Side.FRONT ? found - length : 0;
    return new FittedSeries(origin, steps.subList(from, from + length), from, found);
  }

  /** Adds steps of one value. */
  FittedSeries padded(int length, Side side, Object padding) {
    int missing = length - found;
    List<Object> step = Collections.nCopies(steps.get(0).size(), padding);
    List<List<Object>> padded = new ArrayList<>(steps);
    boolean front = side == Side.FRONT;
    padded.addAll(front ? 0 : found, Collections.nCopies(missing, step));
    return new FittedSeries(origin, padded, front ? -missing : 0, found);
  }

  SeriesView view() {
    DoubleNdArray values = NdArrays.ofDoubles(Shape.of(steps.size(), steps.get(0).size()));
    for (int step = 0; step < steps.size(); step++) {
      for (int channel = 0; channel < steps.get(step).size(); channel++) {
        values.setDouble(number(steps.get(step).get(channel)), step, channel);
      }
    }
    return new SeriesView(origin, values, first, found);
  }

  private static double number(Object element) {
    return element instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) element).doubleValue();
  }
}
