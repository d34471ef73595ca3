package io.attributable.pictures;

import java.util.Arrays;

/**
 * Values' way to colours in one picture.
 *
 * @param reach the magnitude that gets the last colour
 * @param unknown how many values are no numbers
 */
record Scale(Look look, double reach, long unknown) {
  /** A scale that all the values share. */
  static Scale of(Look look, double... values) {
    return new Scale(
        look,
        look.normalisation().reach(values),
        Arrays.stream(values).filter(value -> !Double.isFinite(value)).count());
  }

  double share(double value) {
    return look.normalisation().share(value, reach);
  }

  /** 0xRRGGBB, or {@link Raster#NO_NUMBER}. */
  int colour(double value) {
    return Double.isFinite(value)
        ? look.colours().rgb(share(value), look.sign())
        : Raster.NO_NUMBER;
  }

  /**
   * 0xAARRGGBB to lie over something: the more is said, the less of that is seen through.
   *
   * @param most how much the largest value covers, from 0 to 1; what is no number covers all
   */
  int cover(double value, double most) {
    double cover = Double.isFinite(value) ? most * Math.abs(share(value)) : 1;
    return ((int) Math.round(0xff * cover) << 24) | plainColour(value);
  }

  /** 0xRRGGBB; a plain grey for what is no number. */
  int plainColour(double value) {
    return Double.isFinite(value) ? colour(value) : ColourScale.UNKNOWN;
  }
}
