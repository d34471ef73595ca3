package io.attributable;

/**
 * Grad-CAM++, which weights each channel of a layer's tensor by a weighted sum of its positive
 * gradients instead of their mean: an object that stands in the picture twice counts twice, and a
 * small one as much as a large one. Shaped as {@link GradCam}.
 *
 * <p>With activation A, gradient g of the target and the sum S of A over all positions, for each
 * channel by itself: α = g² / (2g² + S g³), 0 where the denominator is 0; the weight of the channel
 * is the sum of α · relu(g) over all positions, and the map the sum over the channels of weight
 * times A.
 *
 * <p>Source: A. Chattopadhyay, A. Sarkar, P. Howlader, V. Balasubramanian, "Grad-CAM++: Improved
 * visual explanations for deep convolutional networks", WACV 2018 (arXiv:1710.11063). There the
 * target is exp of a score, whose second and third derivatives are exp(score) g² and exp(score) g³
 * in a network of ReLUs. As in common implementations the powers of the score's gradient stand for
 * these: the factor exp(score), which is the same for all of an example, drops out of α, and is
 * left out of the weights.
 *
 * @param relu whether negative values become 0, as in the paper; not unless asked for
 * @param channelAxis which dimension of the tensor holds the channels; negative ones count from the
 *     end. The last one by default, as Keras has it; 1 where the model is written channels first.
 */
public record GradCamPlusPlus(
    @MethodParameter(ChannelParameters.RELU) boolean relu,
    @MethodParameter(ChannelParameters.CHANNEL_AXIS) int channelAxis)
    implements ClassActivationMap {
  private static final String NAME = "grad-cam-plus-plus";

  /** The signed map, of tensors whose last dimension holds the channels. */
  public GradCamPlusPlus() {
    this(false);
  }

  /** The map of tensors whose last dimension holds the channels. */
  public GradCamPlusPlus(boolean relu) {
    this(relu, ChannelParameters.LAST);
  }

  /**
   * Requires an axis that is not the example's.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public GradCamPlusPlus {
    ChannelParameters.check(NAME, channelAxis);
  }

  @Override
  public String name() {
    return NAME;
  }
}
