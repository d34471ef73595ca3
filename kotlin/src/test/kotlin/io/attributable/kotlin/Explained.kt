package io.attributable.kotlin

import io.attributable.Attributable
import io.attributable.AttributedModel
import io.attributable.Layer
import io.attributable.Port

/** The digits model, its layers as a user would call them. */
@AttributedModel(savedModel = "models/digits")
interface Digits {
    @Attributable(layer = "conv3") fun shapes(): Layer

    @Attributable(layer = "features", port = Port.INPUT) fun features(): Layer
}

/** A model of two inputs; its first layer is called like its first input. */
@AttributedModel(savedModel = "models/k3_multi_io", output = "a")
interface TwoInputs {
    @Attributable(layer = "left_dense") fun left(): Layer

    @Attributable(layer = "merge") fun allLayers(): Layer
}
