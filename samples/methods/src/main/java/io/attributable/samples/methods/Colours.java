package io.attributable.samples.methods;

/**
 * Colours for values on both sides of zero: blue below, white at zero, red above; told apart by
 * every common kind of colour vision. The ends are those of ColorBrewer's RdBu (Cynthia A. Brewer).
 */
final class Colours {
  private static final int ZERO = 0xffffff;
  private static final int LEAST = 0x2166ac;
  private static final int MOST = 0xb2182b;
  private static final int[] SHIFTS = {16, 8, 0};

  private Colours() {}

  /** The colour of a value, as {@code #rrggbb}; {@code reach} gets the last one. */
  static String of(double value, double reach) {
    double share = reach == 0 ? 0 : Math.min(1, Math.abs(value) / reach);
    int end = value < 0 ? LEAST : MOST;
    int mixed = 0;
    for (int shift : SHIFTS) {
      int from = ZERO >> shift & 0xff;
      int to = end >> shift & 0xff;
      mixed |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return String.format("#%06x", mixed);
  }
}
