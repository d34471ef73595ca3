package io.attributable;

/**
 * Gradient-weighted class activation mapping: captum's {@code LayerGradCam}. Each channel of a
 * layer's tensor is weighted by the mean of its gradient over all positions; the attribution is the
 * weighted sum of the channels. Immutable, safe for any number of threads.
 *
 * <p>For a tensor {@code [examples, …, channels]} it has shape {@code [examples, …]}: a map of
 * {@code [height, width]} per example for images, one value per token for sequences, one value per
 * example for a vector. It has the tensor's type. Tensors without channels after the example
 * dimension are refused with {@link ErrorCode#METHOD_NOT_APPLICABLE}.
 *
 * <p>Source: R. Selvaraju et al., "Grad-CAM: Visual explanations from deep networks via
 * gradient-based localization", ICCV 2017 (arXiv:1610.02391), equations 1 and 2.
 *
 * @param relu whether negative values become 0, as in the paper (captum's {@code
 *     relu_attributions}); false by default
 * @param channelAxis which dimension of the tensor holds the channels; negative ones count from the
 *     end. The last one by default, as in Keras; 1 for models with channels first.
 */
public record GradCam(
    @MethodParameter("Sets negative values to 0, as in the paper.") boolean relu,
    @MethodParameter("The dimension that holds the channels: -1, the last one, or 1 for NCHW.")
        int channelAxis)
    implements AttributionMethod {

  /** The signed map, of tensors whose last dimension holds the channels. */
  public GradCam() {
    this(false, -1);
  }

  /** The map of tensors whose last dimension holds the channels. */
  public GradCam(boolean relu) {
    this(relu, -1);
  }

  /**
   * Requires an axis that is not the example's.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public GradCam {
    if (channelAxis == 0) {
      throw Methods.invalid("grad-cam", "channel-axis", 0, "dimension 0 is the example");
    }
  }

  @Override
  public String name() {
    return "grad-cam";
  }
}
