package io.attributable;

/** A method that weights the channels of a layer, and sums them up to a map. */
public sealed interface ClassActivationMap extends AttributionMethod
    permits GradCam, GradCamPlusPlus, LayerCam {
  /** Whether negative values become 0. */
  boolean relu();

  /** Which dimension of the tensor holds the channels; negative ones count from the end. */
  int channelAxis();
}
