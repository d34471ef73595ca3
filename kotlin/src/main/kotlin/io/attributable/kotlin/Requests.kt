package io.attributable.kotlin

import io.attributable.Attributions
import io.attributable.Port
import io.attributable.tensorflow.AttributableModel
import io.attributable.tensorflow.LayerAttribution
import io.attributable.tensorflow.generated.ExplainerRequest
import org.tensorflow.ndarray.NdArray

/**
 * Runs a request of a generated explainer that has all its inputs.
 *
 * ```kotlin
 * val why = explainer.shapes().image(pixels).attribute {
 *     target = targetOf(7)
 *     mode = Mode.LOCAL
 * }
 * ```
 *
 * @throws io.attributable.AttributionException if the inputs, the target or the output do not fit
 *   the model, or it is closed
 */
public fun <A : Any> ExplainerRequest<A>.attribute(options: AttributionScope.() -> Unit): A =
    AttributionScope().apply(options).applyTo(this).attribute()

/**
 * Runs a request that was put together without annotations.
 *
 * ```kotlin
 * val why = LayerAttribution.on(model)
 *     .layer("features", Port.INPUT)
 *     .input("image", pixels)
 *     .attribute { target = targetOf(7) }
 * ```
 *
 * @throws io.attributable.AttributionException as [LayerAttribution.attribute]
 */
public fun LayerAttribution.attribute(options: AttributionScope.() -> Unit): Attributions =
    ExplainerRequest(this) { it }.attribute(options)

/**
 * Explains layers of a model without annotations, all in one run.
 *
 * ```kotlin
 * AttributableModel.load(path).use { model ->
 *     val why = model.attribute("conv1", "conv3", inputs = mapOf("image" to pixels)) { target = targetOf(7) }
 *     val values = why["conv3"].floats()
 * }
 * ```
 *
 * @param layers by the names their author gave them
 * @param inputs arrays by their names in the signature
 * @param port the side of the layers
 * @param signature `serving_default`, or the model's only one, unless given
 * @return one attribution per layer, in the order in which they were named
 * @throws io.attributable.AttributionException as [LayerAttribution.attribute]
 */
public fun AttributableModel.attribute(
    vararg layers: String,
    inputs: Map<String, NdArray<*>>,
    port: Port = Port.OUTPUT,
    signature: String? = null,
    options: AttributionScope.() -> Unit = {},
): Attributions = request(layers, inputs, port, signature).attribute(options)

internal fun AttributableModel.request(
    layers: Array<out String>,
    inputs: Map<String, NdArray<*>>,
    port: Port,
    signature: String?,
): LayerAttribution {
    val request = LayerAttribution.on(this).layers(*layers).port(port)
    inputs.forEach { (name, values) -> request.input(name, values) }
    signature?.let(request::signature)
    return request
}
