package io.attributable.kotlin

import io.attributable.Attribution
import io.attributable.Attributions
import io.attributable.Prediction

/** The explained output of the same run, or `null` where the request did not ask for it. */
public val Attribution.predictionOrNull: Prediction?
    get() = prediction().orElse(null)

/** The explained output of the same run, or `null` where the request did not ask for it. */
public val Attributions.predictionOrNull: Prediction?
    get() = prediction().orElse(null)
