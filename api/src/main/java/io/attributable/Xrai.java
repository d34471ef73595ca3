package io.attributable;

/**
 * XRAI: which regions of a picture matter. {@link IntegratedGradients} of the picture from a black
 * and from a white baseline are averaged, and the largest of a pixel's channels is taken; the
 * picture is cut into regions at six scales; then regions are picked one after the other, each time
 * the one whose pixels that are not picked yet have the largest mean. That mean is the value of
 * these pixels.
 *
 * <p>Explains inputs of 32 or 64 bits that are pictures: {@code [examples, height, width,
 * channels]}, or {@code [examples, height, width]} in grey. An attribution is {@code [examples,
 * height, width]}. The pictures' other inputs stay as they are. All else is refused ({@link
 * ErrorCode#METHOD_NOT_APPLICABLE}): layers, reductions, exported signatures, and a class path
 * without a {@link io.attributable.regions.Segmentation}, such as that of {@code
 * attributable-regions}.
 *
 * <p>Source: A. Kapishnikov, T. Bolukbasi, F. Viégas, M. Terry, "XRAI: Better attributions through
 * regions", ICCV 2019 (arXiv:1906.02825), algorithm 1.
 *
 * @param steps how many points each of both integrals is evaluated at, those of Gauss and Legendre
 * @param low the value of the black baseline. Where it equals {@code high}, as by default, both are
 *     the smallest and the largest value of each example, as in the authors' implementation.
 * @param high the value of the white baseline
 * @param channelAxis which dimension of a picture with channels holds them: the last one by
 *     default, or 1
 */
public record Xrai(
    @MethodParameter("The number of points along the path from each baseline.") int steps,
    @MethodParameter("The value of black; where it equals high, the smallest of each example.")
        double low,
    @MethodParameter("The value of white; where it equals low, the largest of each example.")
        double high,
    @MethodParameter(ChannelParameters.CHANNEL_AXIS) int channelAxis)
    implements AttributionMethod {
  private static final String NAME = "xrai";

  /** From the smallest and the largest value of each example, with 50 points. */
  public Xrai() {
    this(0, 0);
  }

  /** From these values of black and white, with 50 points. */
  public Xrai(double low, double high) {
    this(PathMethod.DEFAULT_STEPS, low, high, ChannelParameters.LAST);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Xrai {
    PathMethod.check(NAME, steps, Quadrature.GAUSS_LEGENDRE, 0);
    if (!(low <= high)) {
      throw Methods.invalid(NAME, "low", low, "it must be at most high, which is " + high);
    }
    ChannelParameters.check(NAME, channelAxis);
  }

  /** Whether the baselines are the smallest and the largest value of each example. */
  public boolean ofExamples() {
    return low == high;
  }

  @Override
  public String name() {
    return NAME;
  }
}
