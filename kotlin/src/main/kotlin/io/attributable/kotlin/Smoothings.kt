package io.attributable.kotlin

import io.attributable.Smoothing
import io.attributable.Stdev

/**
 * The mean over samples with noise: SmoothGrad.
 *
 * ```kotlin
 * val smooth = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = saliency()
 *     smoothing = smoothGrad(stdev = stdevOf(0.15), samples = 20, relative = true)
 * }
 * val noise: Smoothing? = smooth.smoothingOrNull
 * ```
 *
 * @param stdev the noise's standard deviation: [stdevOf]
 * @param relative whether it is a part of the range of each example's input
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun smoothGrad(
    stdev: Stdev,
    samples: Int = Smoothing.DEFAULT_SAMPLES,
    relative: Boolean = false,
    seed: Long = 0,
): Smoothing = Smoothing(Smoothing.Kind.SMOOTHGRAD, samples, stdev, relative, seed)

/**
 * The mean of the squares over samples with noise, with the parameters of [smoothGrad].
 *
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun smoothGradSquared(
    stdev: Stdev,
    samples: Int = Smoothing.DEFAULT_SAMPLES,
    relative: Boolean = false,
    seed: Long = 0,
): Smoothing = Smoothing(Smoothing.Kind.SMOOTHGRAD_SQUARED, samples, stdev, relative, seed)

/**
 * The variance over samples with noise: VarGrad, with the parameters of [smoothGrad].
 *
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun varGrad(
    stdev: Stdev,
    samples: Int = Smoothing.DEFAULT_SAMPLES,
    relative: Boolean = false,
    seed: Long = 0,
): Smoothing = Smoothing(Smoothing.Kind.VARGRAD, samples, stdev, relative, seed)

/**
 * The same standard deviation for all inputs.
 *
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun stdevOf(number: Double): Stdev = Stdev.of(number)

/**
 * Standard deviations by input, and one for the others.
 *
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun stdevOf(vararg byInput: Pair<String, Double>, others: Double = 0.0): Stdev =
    Stdev(others, byInput.toMap())
