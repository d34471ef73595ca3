package io.attributable.kotlin

import io.attributable.Activation
import io.attributable.Baseline
import io.attributable.Baselines
import io.attributable.Conductance
import io.attributable.Deconvolution
import io.attributable.DeepLift
import io.attributable.DeepLiftShap
import io.attributable.GradCam
import io.attributable.GradCamPlusPlus
import io.attributable.GradientShap
import io.attributable.GradientXActivation
import io.attributable.GuidedBackpropagation
import io.attributable.GuidedGradCam
import io.attributable.IntegratedGradients
import io.attributable.InternalInfluence
import io.attributable.Interpolation
import io.attributable.LayerCam
import io.attributable.Lrp
import io.attributable.LrpRule
import io.attributable.Mode
import io.attributable.PathMethod
import io.attributable.Port
import io.attributable.Quadrature
import io.attributable.Saliency
import io.attributable.Stdev
import io.attributable.UnknownOps
import io.attributable.Xrai

/** [GradientXActivation], the default. */
public fun gradientXActivation(mode: Mode = Mode.GLOBAL): GradientXActivation =
    GradientXActivation(mode)

/** [Activation]: what the layer gives. */
public fun activation(): Activation = Activation()

/** [Saliency]: the gradient's absolute value, or the gradient. */
public fun saliency(signed: Boolean = false): Saliency = Saliency(signed)

/**
 * [GradCam]: where in a picture.
 *
 * ```kotlin
 * val map = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = gradCam(relu = true)
 *     reduction = Reduction.none().resizeToInput()
 * }
 * ```
 */
public fun gradCam(relu: Boolean = false, channelAxis: Int = -1, sum: Boolean = true): GradCam =
    GradCam(relu, channelAxis, sum)

/** [GradCamPlusPlus]: as [gradCam], for objects that are small or stand there several times. */
public fun gradCamPlusPlus(relu: Boolean = false, channelAxis: Int = -1): GradCamPlusPlus =
    GradCamPlusPlus(relu, channelAxis)

/** [LayerCam]: as [gradCam], for earlier layers. */
public fun layerCam(relu: Boolean = false, channelAxis: Int = -1): LayerCam =
    LayerCam(relu, channelAxis)

/** [GuidedBackpropagation]. */
public fun guidedBackpropagation(): GuidedBackpropagation = GuidedBackpropagation()

/**
 * [GuidedGradCam]: guided back-propagation where the Grad-CAM map of [layer] is.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun guidedGradCam(
    layer: String,
    port: Port = Port.OUTPUT,
    interpolation: Interpolation = Interpolation.NEAREST,
    channelAxis: Int = -1,
): GuidedGradCam = GuidedGradCam(layer, port, interpolation, channelAxis)

/** [Deconvolution]. */
public fun deconvolution(): Deconvolution = Deconvolution()

/**
 * [IntegratedGradients]: contributions that sum to the change from a baseline.
 *
 * ```kotlin
 * val why = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = integratedGradients(baselineOf(0.5), steps = 100)
 * }
 * val missed: List<Double>? = why.convergenceOrNull?.delta()
 * ```
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun integratedGradients(
    baseline: Baseline = Baseline.zeros(),
    steps: Int = PathMethod.DEFAULT_STEPS,
    quadrature: Quadrature = Quadrature.GAUSS_LEGENDRE,
    tolerance: Double = 0.0,
    local: Boolean = false,
): IntegratedGradients = IntegratedGradients(baseline, steps, quadrature, tolerance, local)

/**
 * [Conductance]: what of the change from a baseline flows through each neuron.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun conductance(
    baseline: Baseline = Baseline.zeros(),
    steps: Int = PathMethod.DEFAULT_STEPS,
    quadrature: Quadrature = Quadrature.TRAPEZOID,
    tolerance: Double = 0.0,
    gradientAt: Conductance.GradientAt = Conductance.GradientAt.LEFT,
): Conductance = Conductance(baseline, steps, quadrature, tolerance, gradientAt)

/**
 * [InternalInfluence]: the gradient, averaged along the path of the inputs.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun internalInfluence(
    baseline: Baseline = Baseline.zeros(),
    steps: Int = PathMethod.DEFAULT_STEPS,
    quadrature: Quadrature = Quadrature.GAUSS_LEGENDRE,
): InternalInfluence = InternalInfluence(baseline, steps, quadrature)

/**
 * [GradientShap]: expected gradients, from baselines that are drawn from a sample of the data.
 *
 * ```kotlin
 * val why = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = gradientShap(baselinesOf("image" to sample), samples = 20, seed = 1)
 * }
 * ```
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun gradientShap(
    baselines: Baselines,
    samples: Int = GradientShap.DEFAULT_SAMPLES,
    stdev: Stdev = stdevOf(0.0),
    seed: Long = 0,
    local: Boolean = false,
): GradientShap = GradientShap(baselines, samples, stdev, seed, local)

/**
 * [DeepLift]: contributions to the change from a baseline, by op, without steps.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun deepLift(
    baseline: Baseline = Baseline.zeros(),
    local: Boolean = false,
    fallback: UnknownOps = UnknownOps.ERROR,
): DeepLift = DeepLift(baseline, local, fallback)

/**
 * [DeepLiftShap]: the mean of that over all rows of a sample of the data.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun deepLiftShap(
    baselines: Baselines,
    local: Boolean = false,
    fallback: UnknownOps = UnknownOps.ERROR,
): DeepLiftShap = DeepLiftShap(baselines, local, fallback)

/**
 * [Lrp]: layer-wise relevance propagation, by a rule or a composite of rules.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun lrp(
    rule: LrpRule = LrpRule.EPSILON,
    epsilon: Double = Lrp.DEFAULT_EPSILON,
    gamma: Double = Lrp.DEFAULT_GAMMA,
    alpha: Double = 2.0,
    beta: Double = 1.0,
    low: Double = 0.0,
    high: Double = 1.0,
    zeroBias: Boolean = false,
    fallback: UnknownOps = UnknownOps.ERROR,
): Lrp = Lrp(rule, epsilon, gamma, alpha, beta, low, high, zeroBias, fallback)

/**
 * [Xrai]: which regions of a picture, with `attributable-regions` on the class path.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun xrai(
    steps: Int = PathMethod.DEFAULT_STEPS,
    low: Double = 0.0,
    high: Double = 0.0,
    channelAxis: Int = -1,
): Xrai = Xrai(steps, low, high, channelAxis)
