package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Arrays;

/**
 * Colours for shares of a scale. Two-sided ones are centred on zero, which is nearly white; those
 * of magnitudes begin with nearly white. Immutable.
 *
 * <p>The anchors of the constants are those of ColorBrewer (Cynthia A. Brewer, colorbrewer2.org),
 * which are told apart by every common kind of colour vision. They are evenly spaced; between two
 * of them colours are mixed in sRGB.
 */
public final class ColourScale {
  /** Blue against, red for: RdBu; magnitudes are Purples. */
  public static final ColourScale BLUE_RED =
      new ColourScale(
          new int[] {
            0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, //
            0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f
          },
          new int[] {
            0xfcfbfd, 0xefedf5, 0xdadaeb, 0xbcbddc, 0x9e9ac8, 0x807dba, 0x6a51a3, 0x54278f, 0x3f007d
          });

  /** Purple against, orange for: PuOr; magnitudes are Greens. */
  public static final ColourScale PURPLE_ORANGE =
      new ColourScale(
          new int[] {
            0x2d004b, 0x542788, 0x8073ac, 0xb2abd2, 0xd8daeb, 0xf7f7f7, //
            0xfee0b6, 0xfdb863, 0xe08214, 0xb35806, 0x7f3b08
          },
          new int[] {
            0xf7fcf5, 0xe5f5e0, 0xc7e9c0, 0xa1d99b, 0x74c476, 0x41ab5d, 0x238b45, 0x006d2c, 0x00441b
          });

  /** What is drawn where there is no number. */
  static final int UNKNOWN = 0x8a8d93;

  private final int[] twoSided;
  private final int[] magnitudes;

  private ColourScale(int[] twoSided, int[] magnitudes) {
    this.twoSided = twoSided;
    this.magnitudes = magnitudes;
  }

  /**
   * A scale of the caller's own.
   *
   * @param twoSided at least three colours as 0xRRGGBB, an odd number: the one in the middle is
   *     that of zero
   * @param magnitudes at least two, from zero on
   * @throws AttributionException PICTURE_SETTING
   */
  public static ColourScale of(int[] twoSided, int[] magnitudes) {
    if (twoSided.length < 3 || twoSided.length % 2 == 0 || magnitudes.length < 2) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING,
          "colours",
          twoSided.length + " two-sided and " + magnitudes.length + " for magnitudes",
          "an odd number of at least 3, and at least 2");
    }
    return new ColourScale(twoSided.clone(), magnitudes.clone());
  }

  /**
   * The colour of a share.
   *
   * @param share from -1 to 1; NaN gets a grey that no other share has
   * @param sign {@link Sign#ABSOLUTE} takes the colours of magnitudes, all others the two-sided
   * @return 0xRRGGBB
   */
  public int rgb(double share, Sign sign) {
    if (Double.isNaN(share)) {
      return UNKNOWN;
    }
    return sign == Sign.ABSOLUTE
        ? mix(magnitudes, Math.max(0, Math.min(1, share)))
        : mix(twoSided, (Math.max(-1, Math.min(1, share)) + 1) / 2);
  }

  private static int mix(int[] anchors, double position) {
    double place = position * (anchors.length - 1);
    int below = Math.min((int) place, anchors.length - 2);
    return Rgb.mix(anchors[below], anchors[below + 1], place - below);
  }

  @Override
  public String toString() {
    return "ColourScale" + Arrays.toString(twoSided);
  }
}
