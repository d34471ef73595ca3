package io.attributable.samples.digits;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;
import io.attributable.Port;

/**
 * The layers of the digit classifier that the demo explains. The annotation processor finds the
 * model among the resources, checks that every layer is there and writes {@code DigitsExplainer}.
 *
 * <p>What is explained is a logit, the model's last number before the softmax: where the model is
 * sure, probabilities hardly move, and their gradients say little.
 */
public @AttributedModel(savedModel = "models/digits", output = "logits") interface Digits {
  /** What enters the first layer: the digit itself. */
  @Attributable(layer = "conv1", port = Port.INPUT)
  Layer pixels();

  /** Still 8×8 places, of 16 channels. */
  @Attributable(layer = "conv2")
  Layer secondConvolution();

  /** 4×4 places of 16 channels: the last layer that knows where something is. */
  @Attributable(layer = "conv3")
  Layer lastConvolution();
}
