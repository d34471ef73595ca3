package io.attributable.samples.digits;

/**
 * Colours for numbers on both sides of zero: blue below, nearly white at zero, red above; told
 * apart by every common kind of colour vision.
 *
 * <p>The anchors are the eleven colours of ColorBrewer's RdBu scheme (Cynthia A. Brewer,
 * colorbrewer2.org), evenly spaced; between two of them colours are mixed in sRGB.
 */
final class DivergingColours {
  private static final int[] ANCHORS = {
    0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, //
    0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f
  };

  private DivergingColours() {}

  /**
   * The colour of a value, as 0xRRGGBB.
   *
   * @param reach the value that gets the last red, its negative the last blue; values beyond them
   *     get the same. Zero means that all values are zero.
   */
  static int of(double value, double reach) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("NaN has no colour.");
    }
    double share = reach == 0 ? 0 : Math.max(-1, Math.min(1, value / reach));
    double place = (share + 1) / 2 * (ANCHORS.length - 1);
    int below = Math.min((int) place, ANCHORS.length - 2);
    return mix(ANCHORS[below], ANCHORS[below + 1], place - below);
  }

  private static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int start = from >> shift & 0xff;
      int end = to >> shift & 0xff;
      mixed |= (int) Math.round(start + share * (end - start)) << shift;
    }
    return mixed;
  }
}
