package io.attributable.kotlin

import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

class FlowsTest {
    @ParameterizedTest
    @ValueSource(ints = [1, 2, 3, 8])
    fun `keeps the order of the batches`(concurrency: Int) =
        runBlocking<Unit> {
            val doubled =
                (1..20).asFlow().attributions(
                    on = Dispatchers.Default,
                    concurrency = concurrency,
                ) { batch ->
                    Thread.sleep((20 - batch).toLong() / 4)
                    2 * batch
                }

            assertThat(doubled.toList()).isEqualTo((1..20).map { 2 * it })
        }

    @ParameterizedTest
    @ValueSource(ints = [1, 2, 3, 5])
    fun `takes no more batches than are explained and handed on`(concurrency: Int) =
        runBlocking<Unit> {
            val taken = AtomicInteger()
            val handedOn = AtomicInteger()
            val ahead = AtomicInteger()

            (1..30)
                .asFlow()
                .onEach {
                    ahead.accumulateAndGet(taken.incrementAndGet() - handedOn.get(), ::maxOf)
                }
                .attributions(on = Dispatchers.Default, concurrency = concurrency) { it }
                .collect {
                    delay(2)
                    handedOn.incrementAndGet()
                }

            assertThat(ahead.get()).isEqualTo(concurrency)
        }

    @ParameterizedTest
    @ValueSource(ints = [2, 4])
    fun `explains that many batches at once`(concurrency: Int) =
        runBlocking<Unit> {
            val running = AtomicInteger()
            val most = AtomicInteger()

            (1..12)
                .asFlow()
                .attributions(on = Dispatchers.IO, concurrency = concurrency) {
                    most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                    Thread.sleep(20)
                    running.decrementAndGet()
                }
                .toList()

            assertThat(most.get()).isEqualTo(concurrency)
        }

    @ParameterizedTest
    @ValueSource(ints = [1, 2, 3])
    fun `the first failure in order ends the flow, however late it comes`(concurrency: Int) {
        val before = ArrayList<Int>()

        val error =
            assertThrows<IllegalStateException> {
                runBlocking {
                    (1..9)
                        .asFlow()
                        .attributions(on = Dispatchers.IO, concurrency = concurrency) {
                            if (it == 3) Thread.sleep(50)
                            it.also { check(it < 3) { "batch $it" } }
                        }
                        .toList(before)
                }
            }

        assertThat(error).hasMessage("batch 3")
        assertThat(before).containsExactly(1, 2)
    }

    @ParameterizedTest
    @ValueSource(ints = [1, 3])
    fun `a collector that has enough ends the flow`(concurrency: Int) =
        runBlocking<Unit> {
            val taken = AtomicInteger()

            val two =
                (1..100)
                    .asFlow()
                    .onEach { taken.incrementAndGet() }
                    .attributions(on = Dispatchers.Default, concurrency = concurrency) { it }
                    .take(2)
                    .toList()

            assertThat(two).containsExactly(1, 2)
            assertThat(taken.get()).isLessThanOrEqualTo(2 + concurrency)
        }

    @Test
    fun `explains batches`() =
        runBlocking<Unit> {
            DigitModel.load().use { model ->
                val whole =
                    model.attribute("conv1", inputs = mapOf("image" to DigitModel.four)) {
                        target = predictedTarget()
                    }
                val batches =
                    (0L..3L).asFlow().attributions(on = Dispatchers.Default, concurrency = 2) { i ->
                        val batch = listOf(DigitModel.four[i]).toBatch()
                        model.attribute("conv1", inputs = mapOf("image" to batch)) {
                            target = predictedTarget()
                        }
                    }

                val apart = batches.toList().map { it["conv1"].floats()[0] }.toBatch()

                assertThat(apart.toFloatArray())
                    .containsExactly(whole["conv1"].floats().toFloatArray(), within)
            }
        }

    @Test
    fun `nothing runs before somebody collects`() {
        val flow = (1..3).asFlow().attributions(on = Dispatchers.Default) { error("ran") }

        assertThrows<IllegalStateException> { runBlocking<Unit> { flow.first() } }
        assertThrows<IllegalArgumentException> {
            (1..3).asFlow().attributions(Dispatchers.Default, concurrency = 0) { it }
        }
    }

    private companion object {
        val within: org.assertj.core.data.Offset<Float> = org.assertj.core.data.Offset.offset(1e-5f)
    }
}
