package io.attributable;

/** The parameters that class activation maps have in common. */
final class ChannelParameters {
  static final String RELU = "Sets what speaks against the target to 0, as in the paper.";
  static final String CHANNEL_AXIS =
      "The dimension that holds the channels: -1, the last one, or 1 for NCHW.";

  /** Where Keras has the channels unless told otherwise. */
  static final int LAST = -1;

  private ChannelParameters() {}

  /**
   * Requires an axis that is not the example's.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  static void check(String method, int channelAxis) {
    if (channelAxis == 0) {
      throw Methods.invalid(method, "channel-axis", 0, "dimension 0 is the example");
    }
  }
}
