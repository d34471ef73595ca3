package io.attributable.regions;

/**
 * How coarsely a picture is cut, in the terms of P. Felzenszwalb and D. Huttenlocher, "Efficient
 * graph-based image segmentation", International Journal of Computer Vision 59, 2004
 * (doi:10.1023/B:VISI.0000022288.19776.77).
 *
 * @param scale the constant k of the paper, for values from 0 to 255: larger ones give larger
 *     regions
 * @param sigma the standard deviation of the Gaussian that smooths the picture before, in pixels; 0
 *     for none
 * @param minimumSize regions of fewer pixels are merged with a neighbour
 */
public record SegmentationScale(double scale, double sigma, int minimumSize) {
  /** Requires numbers that make sense. */
  public SegmentationScale {
    if (!(scale > 0) || !(sigma >= 0) || minimumSize < 1) {
      throw new IllegalArgumentException(
          "scale %s, sigma %s, minimumSize %d".formatted(scale, sigma, minimumSize));
    }
  }
}
