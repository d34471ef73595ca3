package io.attributable.kotlin

import io.attributable.AttributionException
import io.attributable.ErrorCode
import java.util.concurrent.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.runInterruptible

/**
 * Calls a model on a thread of a dispatcher. Cancelling interrupts the thread, which stops the
 * call; the coroutine learns of its own cancellation, not of how the call ended.
 */
internal suspend fun <T> stoppable(on: CoroutineDispatcher, call: () -> T): T =
    runInterruptible(on) {
        try {
            call()
        } catch (e: AttributionException) {
            if (e.code() == ErrorCode.CANCELLED && Thread.currentThread().isInterrupted) {
                throw CancellationException(e.message).apply { initCause(e) }
            }
            throw e
        }
    }
