package io.attributable.kotlin

import io.attributable.AttributionMethod
import io.attributable.Features
import io.attributable.GradientXActivation
import io.attributable.Mode
import io.attributable.Reduction
import io.attributable.Smoothing
import io.attributable.Target
import io.attributable.UnusedLayer
import io.attributable.tensorflow.generated.ExplainerRequest

/** Keeps what belongs to one block from being reached out of a block inside it. */
@DslMarker
@kotlin.annotation.Target(AnnotationTarget.CLASS)
public annotation class AttributableDsl

/**
 * The options of a request, set in its block. Not thread-safe.
 *
 * ```kotlin
 * val why = explainer.shapes(image = pixels) {
 *     target = targetOf(7)
 *     mode = Mode.LOCAL
 *     withPrediction = true
 * }
 * ```
 *
 * A property that stays `null` keeps the request's value; in a new request that is the default
 * below.
 */
@AttributableDsl
public class AttributionScope internal constructor() {
    /**
     * Which number of the output is explained: [targetOf], [targetsOf] or [predictedTarget]; else
     * the output as it is.
     */
    public var target: Target? = null

    /**
     * How attributions are computed: [integratedGradients], [gradCam] and others, or any
     * [AttributionMethod]; by [gradientXActivation] by default.
     */
    public var method: AttributionMethod? = null

    /**
     * Gradient × activation ([Mode.GLOBAL], the default), or the gradient alone ([Mode.LOCAL]):
     * short for a [GradientXActivation] as [method]; `null` where that is another.
     */
    public var mode: Mode?
        get() = (method as? GradientXActivation)?.mode
        set(value) {
            method = value?.let { GradientXActivation(it) }
        }

    /**
     * What the target picks from: an output of the signature, a layer, `tensor:NODE:0`, or
     * `logits-of:LAYER` (what enters the last activation of a layer); else the output that the
     * explained interface names, or the signature's only one.
     */
    public var output: String? = null

    /** How to treat a layer that the output does not depend on: [UnusedLayer.ERROR] by default. */
    public var unusedLayer: UnusedLayer? = null

    /** A factor for each example's gradient, in the order of the examples; else 1. */
    public var gradientWeights: List<Double>? = null

    /** How each attribution is reduced inside TensorFlow: not at all by default. */
    public var reduction: Reduction? = null

    /** Noise that attributions are smoothed by, such as [smoothGrad]: none by default. */
    public var smoothing: Smoothing? = null

    /** What columns of inputs are called, for reasons: [featuresOf]; their positions by default. */
    public var features: Features? = null

    /** Whether the explained output comes along, from the same run. */
    public var withPrediction: Boolean = false

    internal fun <A : Any> applyTo(request: ExplainerRequest<A>): ExplainerRequest<A> {
        target?.let(request::target)
        method?.let(request::method)
        output?.let(request::output)
        unusedLayer?.let(request::unusedLayer)
        gradientWeights?.let { request.gradientWeights(*it.toDoubleArray()) }
        reduction?.let(request::reduce)
        smoothing?.let(request::smooth)
        features?.let(request::features)
        if (withPrediction) request.withPrediction()
        return request
    }
}
