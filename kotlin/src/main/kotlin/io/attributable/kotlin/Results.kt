package io.attributable.kotlin

import io.attributable.Attribution
import io.attributable.Attributions
import io.attributable.Prediction

/** The explained output of the same run, or `null` where it was not requested. */
public val Attribution.predictionOrNull: Prediction?
    get() = prediction().orElse(null)

/** The explained output of the same run, or `null` where it was not requested. */
public val Attributions.predictionOrNull: Prediction?
    get() = prediction().orElse(null)
