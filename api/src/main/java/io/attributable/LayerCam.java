package io.attributable;

/**
 * LayerCAM: each element of a layer's tensor is weighted by its own positive gradient, and the
 * weighted channels are summed up. It keeps the places that Grad-CAM averages over, and so suits
 * early layers, too. Shaped as {@link GradCam}.
 *
 * <p>Source: P. Jiang, C. Zhang, Q. Hou, M. Cheng, Y. Wei, "LayerCAM: Exploring hierarchical class
 * activation maps for localization", IEEE Transactions on Image Processing 30, 2021
 * (doi:10.1109/TIP.2021.3089943).
 *
 * @param relu whether negative values become 0, as in the paper; not unless asked for. Behind a
 *     ReLU there are none.
 * @param channelAxis which dimension of the tensor holds the channels; negative ones count from the
 *     end. The last one by default, as Keras has it; 1 where the model is written channels first.
 */
public record LayerCam(
    @MethodParameter(ChannelParameters.RELU) boolean relu,
    @MethodParameter(ChannelParameters.CHANNEL_AXIS) int channelAxis)
    implements ClassActivationMap {
  private static final String NAME = "layer-cam";

  /** The signed map, of tensors whose last dimension holds the channels. */
  public LayerCam() {
    this(false);
  }

  /** The map of tensors whose last dimension holds the channels. */
  public LayerCam(boolean relu) {
    this(relu, ChannelParameters.LAST);
  }

  /**
   * Requires an axis that is not the example's.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public LayerCam {
    ChannelParameters.check(NAME, channelAxis);
  }

  @Override
  public String name() {
    return NAME;
  }
}
