package io.attributable.kotlin

import io.attributable.Smoothing
import io.attributable.Stdev

/**
 * The mean over samples with noise: SmoothGrad.
 *
 * ```kotlin
 * val map = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = saliency()
 *     smoothing = smoothGrad(samples = 20, stdev = 0.15, relative = true)
 * }
 * ```
 *
 * @param stdev the noise's standard deviation at all inputs that are not in [stdevs]
 * @param relative whether it is a part of the range of each example's input
 * @param stdevs that of single inputs, by name
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun smoothGrad(
    stdev: Double,
    samples: Int = Smoothing.DEFAULT_SAMPLES,
    relative: Boolean = false,
    seed: Long = 0,
    stdevs: Map<String, Double> = emptyMap(),
): Smoothing =
    Smoothing(Smoothing.Kind.SMOOTHGRAD, samples, Stdev(stdev, stdevs), relative, seed)

/**
 * The mean of the squares over samples with noise, with the parameters of [smoothGrad].
 *
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun smoothGradSquared(
    stdev: Double,
    samples: Int = Smoothing.DEFAULT_SAMPLES,
    relative: Boolean = false,
    seed: Long = 0,
    stdevs: Map<String, Double> = emptyMap(),
): Smoothing =
    Smoothing(Smoothing.Kind.SMOOTHGRAD_SQUARED, samples, Stdev(stdev, stdevs), relative, seed)

/**
 * The variance over samples with noise: VarGrad, with the parameters of [smoothGrad].
 *
 * @throws io.attributable.AttributionException NOISE_INVALID
 */
public fun varGrad(
    stdev: Double,
    samples: Int = Smoothing.DEFAULT_SAMPLES,
    relative: Boolean = false,
    seed: Long = 0,
    stdevs: Map<String, Double> = emptyMap(),
): Smoothing =
    Smoothing(Smoothing.Kind.VARGRAD, samples, Stdev(stdev, stdevs), relative, seed)
