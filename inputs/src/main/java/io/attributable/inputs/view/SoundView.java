package io.attributable.inputs.view;

import java.util.Objects;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * A sound as it was fed. Not to be written to.
 *
 * @param origin the file's name
 * @param rate samples per second
 * @param samples of shape [samples], from -1 to 1
 */
public record SoundView(String origin, int rate, FloatNdArray samples) {
  /** Requires all. */
  public SoundView {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(samples, "samples");
  }
}
