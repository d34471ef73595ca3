package io.attributable.kotlin

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.withContext

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
 * collection ends it after the runs that TensorFlow has begun.
 *
 * @param on the threads that explain
 * @param concurrency how many batches are explained at once
 * @param explain explains one batch; the first failure ends the flow with it
 * @throws IllegalArgumentException if [concurrency] is below 1
 */
public fun <B, A> Flow<B>.attributions(
    on: CoroutineDispatcher,
    concurrency: Int = 1,
    explain: (batch: B) -> A,
): Flow<A> {
    require(concurrency >= 1) { "concurrency $concurrency is below 1" }
    return if (concurrency == 1) {
        map { batch -> withContext(on) { explain(batch) } }
    } else {
        concurrently(on, concurrency, explain)
    }
}

private fun <B, A> Flow<B>.concurrently(
    on: CoroutineDispatcher,
    concurrency: Int,
    explain: (B) -> A,
): Flow<A> = flow {
    coroutineScope {
        // One more than the buffer holds is waited for downstream, and one waits to get into it.
        map { batch -> async(on) { explain(batch) } }
            .buffer(concurrency - 2)
            .collect { emit(it.await()) }
    }
}
