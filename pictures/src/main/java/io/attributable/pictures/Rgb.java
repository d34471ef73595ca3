package io.attributable.pictures;

import java.util.Locale;

/** Colours as 0xRRGGBB. */
final class Rgb {
  private static final int[] SHIFTS = {16, 8, 0};

  private Rgb() {}

  /** From one colour (share 0) to another (share 1), in sRGB. */
  static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift : SHIFTS) {
      int start = from >> shift & 0xff;
      int end = to >> shift & 0xff;
      mixed |= (int) Math.round(start + share * (end - start)) << shift;
    }
    return mixed;
  }

  /** The grey with the mean of the three parts. */
  static int grey(int rgb) {
    int sum = 0;
    for (int shift : SHIFTS) {
      sum += rgb >> shift & 0xff;
    }
    int mean = (int) Math.round(sum / 3.0);
    return mean << 16 | mean << 8 | mean;
  }

  /** Every part times a share, its fraction cut off. */
  static int dimmed(int rgb, double share) {
    int dimmed = 0;
    for (int shift : SHIFTS) {
      dimmed |= (int) ((rgb >> shift & 0xff) * share) << shift;
    }
    return dimmed;
  }

  /** Black or white: whichever is easier to read on a ground, by WCAG's contrast ratio. */
  static int letters(int ground) {
    double luminance =
        0.2126 * linear(ground >> 16) + 0.7152 * linear(ground >> 8) + 0.0722 * linear(ground);
    return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? 0x000000 : 0xffffff;
  }

  static String hex(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb & 0xffffff);
  }

  private static double linear(int part) {
    double share = (part & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
