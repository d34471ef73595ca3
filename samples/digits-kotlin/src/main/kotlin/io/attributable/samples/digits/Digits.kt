package io.attributable.samples.digits

import io.attributable.Attributable
import io.attributable.AttributedModel
import io.attributable.Layer
import io.attributable.Port

/**
 * The layers of the digit classifier that are explained. kapt finds the model among the resources,
 * checks that every layer is there and writes `DigitsExplainer`.
 *
 * What is explained is a logit, the model's last number before the softmax: where the model is
 * sure, probabilities hardly move, and their gradients say little.
 */
@AttributedModel(savedModel = "models/digits", output = "logits")
interface Digits {
    /** What enters the first layer: the digit itself. */
    @Attributable(layer = "conv1", port = Port.INPUT) fun pixels(): Layer

    /** The last layer that still has places. */
    @Attributable(layer = "conv3") fun lastConvolution(): Layer
}
