package io.attributable.kotlin

import io.attributable.Attributions
import io.attributable.Target
import io.attributable.tensorflow.LayerAttribution
import io.attributable.tensorflow.generated.ExplainerRequest

/**
 * Runs the model once and explains it for several targets; a target in the block does not count.
 *
 * ```kotlin
 * val byClass = explainer.shapes().image(pixels).attributeTargets(eachTargetOf(0..9)) { mode = Mode.LOCAL }
 * for ((target, why) in byClass) println("$target: ${why.floats().toFloatArray().sum()}")
 * ```
 *
 * @return one result per target, in order
 * @throws io.attributable.AttributionException as [ExplainerRequest.attributeTargets]
 */
public fun <A : Any> ExplainerRequest<A>.attributeTargets(
    targets: Iterable<Target>,
    options: AttributionScope.() -> Unit,
): Map<Target, A> =
    AttributionScope().apply(options).applyTo(this).attributeTargets(targets.toList())

/** Runs the model once and explains it for several targets. */
public fun <A : Any> ExplainerRequest<A>.attributeTargets(
    vararg targets: Target,
    options: AttributionScope.() -> Unit,
): Map<Target, A> = attributeTargets(targets.asList(), options)

/**
 * Runs the model once and explains every value of an example's output, such as all classes.
 *
 * @return one result per target, in the order of the output's values
 * @throws io.attributable.AttributionException as [ExplainerRequest.attributeAllTargets]
 */
public fun <A : Any> ExplainerRequest<A>.attributeAllTargets(
    options: AttributionScope.() -> Unit
): Map<Target, A> = AttributionScope().apply(options).applyTo(this).attributeAllTargets()

/** As [ExplainerRequest.attributeTargets], of a request without annotations. */
public fun LayerAttribution.attributeTargets(
    targets: Iterable<Target>,
    options: AttributionScope.() -> Unit,
): Map<Target, Attributions> = ExplainerRequest(this) { it }.attributeTargets(targets, options)

/** As [ExplainerRequest.attributeAllTargets], of a request without annotations. */
public fun LayerAttribution.attributeAllTargets(
    options: AttributionScope.() -> Unit
): Map<Target, Attributions> = ExplainerRequest(this) { it }.attributeAllTargets(options)
