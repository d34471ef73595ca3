package io.attributable;

/**
 * Gradient-weighted class activation mapping: captum's {@code LayerGradCam}. Each channel of a
 * layer's tensor is weighted by the mean of its gradient over all positions; the attribution is the
 * weighted sum of the channels. Immutable, safe for any number of threads.
 *
 * <p>For a tensor {@code [examples, …, channels]} it has shape {@code [examples, …]}: a map of
 * {@code [height, width]} per example for images, one value per token for sequences, one value per
 * example for a vector. Without the sum it has the tensor's shape. Tensors without channels behind
 * the example are refused ({@link ErrorCode#METHOD_NOT_APPLICABLE}).
 *
 * <p>Source: R. Selvaraju et al., "Grad-CAM: Visual explanations from deep networks via
 * gradient-based localization", ICCV 2017 (arXiv:1610.02391), equations 1 and 2.
 *
 * @param relu whether negative values become 0, as in the paper (captum's {@code
 *     relu_attributions}); false by default
 * @param channelAxis which dimension of the tensor holds the channels; negative ones count from the
 *     end. The last one by default, as Keras has it; 1 where the model is written channels first.
 * @param sum whether the weighted channels are summed up, as in the paper (captum's {@code
 *     attr_dim_summation}); else each is told by itself
 */
public record GradCam(
    @MethodParameter(ChannelParameters.RELU) boolean relu,
    @MethodParameter(ChannelParameters.CHANNEL_AXIS) int channelAxis,
    @MethodParameter("Sums up the weighted channels; without, each is told by itself.") boolean sum)
    implements ClassActivationMap {
  private static final String NAME = "grad-cam";

  /** The signed map, of tensors whose last dimension holds the channels. */
  public GradCam() {
    this(false);
  }

  /** The map of tensors whose last dimension holds the channels. */
  public GradCam(boolean relu) {
    this(relu, ChannelParameters.LAST);
  }

  /** The map, summed over the channels. */
  public GradCam(boolean relu, int channelAxis) {
    this(relu, channelAxis, true);
  }

  /**
   * Requires an axis that is not the example's.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public GradCam {
    ChannelParameters.check(NAME, channelAxis);
  }

  @Override
  public String name() {
    return NAME;
  }
}
