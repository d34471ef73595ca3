package io.attributable.kotlin

import io.attributable.Attributions
import io.attributable.Port
import io.attributable.tensorflow.AttributableModel
import io.attributable.tensorflow.LayerAttribution
import io.attributable.tensorflow.generated.ExplainerRequest
import kotlinx.coroutines.CoroutineDispatcher
import org.tensorflow.ndarray.NdArray

/**
 * Runs a request on the threads of a dispatcher, while the caller's thread is free for others.
 *
 * ```kotlin
 * val why = explainer.shapes().image(pixels).attribute(on = Dispatchers.Default) { target = targetOf(7) }
 * ```
 *
 * A request that is cancelled does not run, or is stopped: between its runs, and within a run at
 * the next of the large operations. `withTimeout` works in the same way.
 *
 * @throws io.attributable.AttributionException as [ExplainerRequest.attribute]
 */
public suspend fun <A : Any> ExplainerRequest<A>.attribute(
    on: CoroutineDispatcher,
    options: AttributionScope.() -> Unit = {},
): A {
    val request = AttributionScope().apply(options).applyTo(this)
    return stoppable(on) { request.attribute() }
}

/**
 * As [ExplainerRequest.attribute] on a dispatcher.
 *
 * @throws io.attributable.AttributionException as [LayerAttribution.attribute]
 */
public suspend fun LayerAttribution.attribute(
    on: CoroutineDispatcher,
    options: AttributionScope.() -> Unit = {},
): Attributions = ExplainerRequest(this) { it }.attribute(on, options)

/**
 * As [AttributableModel.attribute], on the threads of a dispatcher.
 *
 * ```kotlin
 * val why = model.attribute("conv1", inputs = mapOf("image" to pixels), on = Dispatchers.Default) { target = targetOf(7) }
 * ```
 *
 * @throws io.attributable.AttributionException as [LayerAttribution.attribute]
 */
public suspend fun AttributableModel.attribute(
    vararg layers: String,
    inputs: Map<String, NdArray<*>>,
    on: CoroutineDispatcher,
    port: Port = Port.OUTPUT,
    signature: String? = null,
    options: AttributionScope.() -> Unit = {},
): Attributions = request(layers, inputs, port, signature).attribute(on, options)
