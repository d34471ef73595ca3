package io.attributable.regions;

import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;

/**
 * Cuts pictures into regions that hang together. Implementations are found by {@link
 * java.util.ServiceLoader}; {@code attributable-regions} has one. They are deterministic, and safe
 * for any number of threads.
 */
public interface Segmentation {
  /**
   * The regions of a picture.
   *
   * @param picture {@code [height, width, channels]}, values from 0 to 255
   * @return {@code [height, width]}: the number of the region that each pixel belongs to, from 0
   *     on, none left out
   */
  IntNdArray segment(FloatNdArray picture, SegmentationScale scale);
}
