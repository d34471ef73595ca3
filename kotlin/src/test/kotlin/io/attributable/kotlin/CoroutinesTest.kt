package io.attributable.kotlin

import io.attributable.Quadrature
import io.attributable.tensorflow.AttributableModel
import io.attributable.tensorflow.LayerGradientXActivation
import io.attributable.testing.Closeness.assertClose
import java.util.concurrent.Executors
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class CoroutinesTest {
    private val inputs = mapOf("image" to DigitModel.four)

    @Test
    fun `runs on the dispatcher that is given`() {
        val threads = Executors.newSingleThreadExecutor { Thread(it, "explaining") }
        threads.asCoroutineDispatcher().use { dispatcher ->
            DigitModel.load().use { model ->
                val why = runBlocking {
                    model.attribute("conv3", inputs = inputs, on = dispatcher) {
                        target = targetsOf(3, 8, 9, 9)
                    }
                }

                assertClose(
                    "conv3",
                    why["conv3"].floats(),
                    DigitModel.expected("conv3-output-global").single(),
                )
            }
        }
    }

    @Test
    fun `waits for the dispatcher, and only for it`() = runTest {
        val dispatcher = StandardTestDispatcher(testScheduler)
        DigitModel.load().use { model ->
            val why = CompletableDeferred<FloatArray>()
            val job =
                launch(start = CoroutineStart.UNDISPATCHED) {
                    why.complete(
                        LayerGradientXActivation.on(model)
                            .layers("conv1")
                            .input("image", DigitModel.one)
                            .attribute(on = dispatcher) { target = targetOf(7) }["conv1"]
                            .floats()
                            .toFloatArray()
                    )
                }
            assertThat(why.isCompleted).isFalse()

            job.join()

            assertThat(why.await()).hasSize(8 * 8 * 8)
        }
    }

    @Test
    fun `a request that is cancelled while it waits does not run`() = runTest {
        val model = DigitModel.load()
        val job =
            launch(start = CoroutineStart.UNDISPATCHED) {
                model.attribute(
                    "conv1",
                    inputs = inputs,
                    on = StandardTestDispatcher(testScheduler),
                ) {
                    target = targetOf(7)
                }
            }
        // A closed model fails every run, so that one would show.
        model.close()

        job.cancel()
        job.join()

        assertThat(job.isCancelled).isTrue()
    }

    @Test
    fun `a request that is cancelled while it runs is stopped`() = runBlocking {
        DigitModel.load().use { model ->
            val job = launch { explainForLong(model) }
            while (model.status().callsInFlight() == 0) delay(1)

            withTimeout(30_000) { job.cancelAndJoin() }

            assertThat(job.isCancelled).isTrue()
            assertThat(model.status().callsInFlight()).isZero()
        }
        Unit
    }

    @Test
    fun `a request whose time is over is stopped`() {
        DigitModel.load().use { model ->
            assertThrows<TimeoutCancellationException> {
                runBlocking { withTimeout(100) { explainForLong(model) } }
            }

            assertThat(model.status().callsInFlight()).isZero()
        }
    }

    /** Takes minutes, in many runs. */
    private suspend fun explainForLong(model: AttributableModel) =
        model.attribute("conv1", inputs = inputs, on = Dispatchers.Default) {
            target = targetOf(7)
            method = integratedGradients(steps = 5_000_000, quadrature = Quadrature.RIEMANN_MIDDLE)
        }
}
