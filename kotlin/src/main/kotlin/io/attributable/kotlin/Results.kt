package io.attributable.kotlin

import io.attributable.Attribution
import io.attributable.Attributions
import io.attributable.Convergence
import io.attributable.Estimation
import io.attributable.Prediction
import io.attributable.Smoothing

/** The explained output of the same run, or `null` where it was not requested. */
public val Attribution.predictionOrNull: Prediction?
    get() = prediction().orElse(null)

/** How the attributions add up, or `null` of methods that promise no sum. */
public val Attribution.convergenceOrNull: Convergence?
    get() = convergence().orElse(null)

/** How values came about that perturbed inputs gave, or `null` of other methods. */
public val Attribution.estimationOrNull: Estimation?
    get() = estimation().orElse(null)

/** The noise that attributions were smoothed by, or `null` where there was none. */
public val Attribution.smoothingOrNull: Smoothing?
    get() = smoothing().orElse(null)

/** The explained output of the same run, or `null` where it was not requested. */
public val Attributions.predictionOrNull: Prediction?
    get() = prediction().orElse(null)
