package io.attributable.kotlin

import io.attributable.Ablation
import io.attributable.Activation
import io.attributable.Baseline
import io.attributable.Baselines
import io.attributable.Conductance
import io.attributable.Deconvolution
import io.attributable.DeepLift
import io.attributable.DeepLiftShap
import io.attributable.FeatureMask
import io.attributable.GradCam
import io.attributable.GradCamPlusPlus
import io.attributable.GradientShap
import io.attributable.GradientXActivation
import io.attributable.GuidedBackpropagation
import io.attributable.GuidedGradCam
import io.attributable.IntegratedGradients
import io.attributable.InternalInfluence
import io.attributable.Interpolation
import io.attributable.KernelShap
import io.attributable.LayerCam
import io.attributable.Lime
import io.attributable.Lrp
import io.attributable.LrpRule
import io.attributable.Mode
import io.attributable.Occlusion
import io.attributable.PathMethod
import io.attributable.Permutation
import io.attributable.Port
import io.attributable.Quadrature
import io.attributable.Rise
import io.attributable.Saliency
import io.attributable.Shapley
import io.attributable.ShapleySampling
import io.attributable.Stdev
import io.attributable.UnknownOps
import io.attributable.Window
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

/**
 * [Ablation]: what the output loses where a feature is replaced by the baseline.
 *
 * ```kotlin
 * val why = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = ablation(baselineOf(0.5))
 * }
 * ```
 */
public fun ablation(
    baseline: Baseline = Baseline.zeros(),
    mask: FeatureMask = FeatureMask.none(),
): Ablation = Ablation(baseline, mask)

/** [Permutation]: as [ablation], by features of other examples of the batch. */
public fun permutation(mask: FeatureMask = FeatureMask.none(), seed: Long = 0): Permutation =
    Permutation(mask, seed)

/**
 * [Occlusion]: what the output loses under a window that is moved over a picture.
 *
 * ```kotlin
 * val why = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = occlusion(window = windowOf(4, 4, 1), strides = windowOf(2, 2, 1))
 * }
 * ```
 */
public fun occlusion(
    baseline: Baseline = Baseline.zeros(),
    window: Window = Window.none(),
    strides: Window = Window.none(),
): Occlusion = Occlusion(baseline, window, strides)

/**
 * [Rise]: where in a picture, by samples of it that are covered at random.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun rise(
    baseline: Baseline = Baseline.zeros(),
    samples: Int = Rise.DEFAULT_SAMPLES,
    cells: Int = Rise.DEFAULT_CELLS,
    probability: Double = 0.5,
    seed: Long = 0,
): Rise = Rise(baseline, samples, cells, probability, seed)

/**
 * [ShapleySampling]: Shapley values over orders of the features that are drawn.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun shapleySampling(
    baseline: Baseline = Baseline.zeros(),
    mask: FeatureMask = FeatureMask.none(),
    samples: Int = ShapleySampling.DEFAULT_SAMPLES,
    seed: Long = 0,
): ShapleySampling = ShapleySampling(baseline, mask, samples, seed)

/**
 * [Shapley]: exact Shapley values of few features.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun shapley(
    baseline: Baseline = Baseline.zeros(),
    mask: FeatureMask = FeatureMask.none(),
    evaluations: Int = Shapley.DEFAULT_EVALUATIONS,
): Shapley = Shapley(baseline, mask, evaluations)

/**
 * [KernelShap]: Shapley values by least squares, with a standard error for each.
 *
 * ```kotlin
 * val why = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     method = kernelShap(samples = 1000, seed = 1)
 * }
 * val errors: List<AttributedTensor>? = why.estimationOrNull?.errors()
 * ```
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun kernelShap(
    baseline: Baseline = Baseline.zeros(),
    mask: FeatureMask = FeatureMask.none(),
    samples: Int = KernelShap.DEFAULT_SAMPLES,
    seed: Long = 0,
): KernelShap = KernelShap(baseline, mask, samples, seed)

/**
 * [Lime]: the coefficients of a linear model around the example.
 *
 * @throws io.attributable.AttributionException METHOD_PARAMETER
 */
public fun lime(
    baseline: Baseline = Baseline.zeros(),
    mask: FeatureMask = FeatureMask.none(),
    samples: Int = Lime.DEFAULT_SAMPLES,
    regression: Lime.Regression = Lime.Regression.RIDGE,
    alpha: Double = Lime.DEFAULT_ALPHA,
    kernelWidth: Double = Lime.DEFAULT_KERNEL_WIDTH,
    seed: Long = 0,
): Lime = Lime(baseline, mask, samples, regression, alpha, kernelWidth, seed)
