package io.attributable.kotlin

import io.attributable.Example
import io.attributable.ExampleResult
import io.attributable.tensorflow.LayerAttribution
import io.attributable.tensorflow.options.ExampleOptions
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map

/**
 * The attributions of a flow of batches, in the order of the batches.
 *
 * ```kotlin
 * val all: Flow<Attribution> = batches.attributions(on = Dispatchers.Default) { batch ->
 *     explainer.shapes(image = batch) { target = predictedTarget() }
 * }
 * ```
 *
 * Batches are taken from upstream only as fast as attributions are collected: at any time, at most
 * [concurrency] batches have been taken whose attributions have not been handed on. So neither
 * batches nor results pile up, however slow the collector. The flow is cold; cancelling its
 * collection stops the runs that TensorFlow has begun.
 *
 * @param on the dispatcher that runs the model
 * @param concurrency how many batches are explained at once
 * @param explain explains one batch; the first batch that fails, in their order, ends the flow with
 *   its failure, after the attributions of those before it
 * @throws IllegalArgumentException if [concurrency] is below 1
 */
public fun <B, A> Flow<B>.attributions(
    on: CoroutineDispatcher,
    concurrency: Int = 1,
    explain: (batch: B) -> A,
): Flow<A> {
    require(concurrency >= 1) { "concurrency $concurrency is below 1" }
    return if (concurrency == 1) {
        map { batch -> stoppable(on) { explain(batch) } }
    } else {
        concurrently(on, concurrency, explain)
    }
}

/**
 * The results of a flow of examples, in their order: each is explained, and fails, as in a request
 * for it alone; those whose inputs have the same shapes share runs.
 *
 * ```kotlin
 * val results = request.attributeAll(images.map { Example.of("image", it) }, on = Dispatchers.Default)
 * results.collect { result -> result.explained().ifPresent { store(it) } }
 * ```
 *
 * At most [ExampleOptions.inFlight] examples are taken before their results are emitted. If the
 * flow of examples fails, the results of its examples come first, then its failure.
 *
 * @param on the dispatcher that runs the model
 * @throws io.attributable.AttributionException as [LayerAttribution.attributeAll]
 */
public fun LayerAttribution.attributeAll(
    examples: Flow<Example>,
    on: CoroutineDispatcher,
    options: ExampleOptions = ExampleOptions.defaults(),
): Flow<ExampleResult> = flow {
    val window = ArrayList<Example>()
    var before = 0L
    var failure: Throwable? = null
    val explain: suspend () -> Unit = {
        val results =
            stoppable(on) {
                attributeAll(window, options.progress {}).use { it.asSequence().toList() }
            }
        window.clear()
        for (result in results) {
            emit(ExampleResult(before, result.id(), result.explained(), result.failure()))
            before++
        }
        options.progress().accept(before)
    }
    examples
        .catch { failure = it }
        .collect {
            window += it
            if (window.size == options.inFlight()) explain()
        }
    if (window.isNotEmpty()) explain()
    failure?.let { throw it }
}

private fun <B, A> Flow<B>.concurrently(
    on: CoroutineDispatcher,
    concurrency: Int,
    explain: (B) -> A,
): Flow<A> = flow {
    coroutineScope {
        // One more than the buffer holds is waited for downstream, and one waits to get into it.
        // A failure waits for its turn, so that which batch ends the flow is no matter of chance.
        map { batch -> async(on) { runCatching { stoppable(on) { explain(batch) } } } }
            .buffer(concurrency - 2)
            .collect { emit(it.await().getOrThrow()) }
    }
}
