package io.attributable.inputs.view;

import java.util.Objects;
import org.tensorflow.ndarray.DoubleNdArray;

/**
 * A series as it was fed. Not to be written to.
 *
 * @param origin the file's name
 * @param values of shape [steps, channels]
 * @param first the step of the file that is the first one of the values; negative where as many
 *     were added in front
 * @param steps how many the file has
 */
public record SeriesView(String origin, DoubleNdArray values, int first, int steps) {
  /** Requires all. */
  public SeriesView {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(values, "values");
  }
}
