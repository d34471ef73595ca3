package io.attributable;

import java.util.Objects;

/**
 * Guided Grad-CAM: captum's {@code GuidedGradCam}. {@link GuidedBackpropagation} of an input, or of
 * a layer, times the {@link GradCam} map of a later layer behind a ReLU, brought to the size of the
 * input: as sharp as the first, and about the target as the second. Both come of one forward pass.
 *
 * <p>An attribution is shaped like its tensor. What is explained and the layer of the map need as
 * many dimensions for positions, one to three behind the example: {@code [examples, height, width,
 * channels]} for pictures, {@code [examples, steps, channels]} for sequences. A tensor with one
 * dimension less than the layer of the map is one without channels, such as {@code [examples,
 * height, width]} for pictures in grey. The layer of the map has to lie between what is explained
 * and the output. All else is refused ({@link ErrorCode#METHOD_NOT_APPLICABLE}).
 *
 * <p>Source: R. Selvaraju et al., "Grad-CAM: Visual explanations from deep networks via
 * gradient-based localization", ICCV 2017 (arXiv:1610.02391), section 3.2.
 *
 * @param layer the address of the layer whose map is taken, as in requests; required when a request
 *     is run
 * @param port which side of that layer (captum's {@code attribute_to_layer_input}); its output by
 *     default
 * @param interpolation how the map is brought to the size of what is explained (captum's {@code
 *     interpolate_mode}); by default the nearest position, as in captum
 * @param channelAxis which dimension holds the channels, of what is explained and of the layer;
 *     negative ones count from the end. The last one by default, as Keras has it; 1 where the model
 *     is written channels first.
 */
public record GuidedGradCam(
    @MethodParameter("The layer whose Grad-CAM map is taken: by name, or as in --layer.")
        String layer,
    @MethodParameter("The side of that layer.") Port port,
    @MethodParameter("How the map is brought to the size of what is explained.")
        Interpolation interpolation,
    @MethodParameter(ChannelParameters.CHANNEL_AXIS) int channelAxis)
    implements AttributionMethod {
  private static final String NAME = "guided-grad-cam";

  /** Without a layer, which is required when a request is run. */
  public GuidedGradCam() {
    this("");
  }

  /** By the map of a layer's output, whose last dimension holds the channels. */
  public GuidedGradCam(String layer) {
    this(layer, Port.OUTPUT, Interpolation.NEAREST, ChannelParameters.LAST);
  }

  /**
   * Requires an axis that is not the example's.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public GuidedGradCam {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(port, "port");
    Objects.requireNonNull(interpolation, "interpolation");
    ChannelParameters.check(NAME, channelAxis);
  }

  @Override
  public String name() {
    return NAME;
  }
}
