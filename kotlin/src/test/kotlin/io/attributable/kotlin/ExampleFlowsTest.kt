package io.attributable.kotlin

import io.attributable.Attributions
import io.attributable.Example
import io.attributable.ExampleResult
import io.attributable.Target
import io.attributable.tensorflow.AttributableModel
import io.attributable.tensorflow.LayerGradientXActivation
import io.attributable.tensorflow.options.ExampleOptions
import io.attributable.testing.Closeness.assertClose
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.tensorflow.ndarray.FloatNdArray
import org.tensorflow.ndarray.index.Indices

class ExampleFlowsTest {
    private fun examples(count: Int): Flow<Example> =
        (0 until count).asFlow().map { i ->
            val from = i % 4L
            Example.of("image", DigitModel.four.slice(Indices.range(from, from + 1)))
                .target(if (i == 3) Target.of(12) else Target.of(i % 10))
                .id("example $i")
        }

    @Test
    fun `explains each example of a flow, and lets each fail on its own`() =
        runBlocking<Unit> {
            DigitModel.load().use { model ->
                val request = LayerGradientXActivation.on(model).layers("conv2")
                val options = ExampleOptions.defaults().batchSize(2).inFlight(3)
                val results =
                    request.attributeAll(examples(8), on = Dispatchers.Default, options).toList()

                assertThat(results.map { it.position() }).isEqualTo((0L until 8L).toList())
                assertThat(results.map { it.id().get() })
                    .isEqualTo((0 until 8).map { "example $it" })
                assertThat(results.filter { it.failure().isPresent }.map { it.position() })
                    .containsExactly(3L)
                val alone =
                    model.attribute(
                        "conv2",
                        inputs = mapOf("image" to DigitModel.four.slice(Indices.range(1, 2))),
                    ) {
                        target = targetOf(5)
                    }
                assertClose(
                    "example 5",
                    results[5].attributions()["conv2"].floats(),
                    alone["conv2"].floats(),
                    1e-5,
                )
            }
        }

    private fun explanations(
        model: AttributableModel,
        images: Flow<FloatNdArray>,
    ): Flow<ExampleResult> {
        val request = LayerGradientXActivation.on(model).layers("conv3").target(predictedTarget())
        return request.attributeAll(
            images.map { Example.of("image", it) },
            on = Dispatchers.Default,
        )
    }

    @Test
    fun `does what the documentation shows`() =
        runBlocking<Unit> {
            DigitModel.load().use { model ->
                val images = flow { emit(DigitModel.four) }
                val stored = ArrayList<Attributions>()
                val store = { why: Attributions -> stored.add(why) }
                val request = LayerGradientXActivation.on(model).layers("conv3").target(targetOf(1))
                val results =
                    request.attributeAll(
                        images.map { Example.of("image", it) },
                        on = Dispatchers.Default,
                    )
                results.collect { result -> result.explained().ifPresent { store(it) } }
                assertThat(stored).hasSize(1)
                assertThat(explanations(model, images).toList()).hasSize(1)
            }
        }

    @Test
    fun `takes no more examples than may be in flight`() =
        runBlocking<Unit> {
            DigitModel.load().use { model ->
                val taken = AtomicInteger()
                val request = LayerGradientXActivation.on(model).layers("conv2")
                request
                    .attributeAll(
                        examples(100).onEach { taken.incrementAndGet() },
                        on = Dispatchers.Default,
                        ExampleOptions.defaults().batchSize(3),
                    )
                    .take(2)
                    .toList()

                assertThat(taken.get()).isEqualTo(3)
            }
        }

    @Test
    fun `hands on what was explained before the flow failed`() =
        runBlocking<Unit> {
            DigitModel.load().use { model ->
                val lost = IllegalStateException("connection lost")
                val failing = flow {
                    examples(3).collect { emit(it) }
                    throw lost
                }
                var seen: Throwable? = null
                val results =
                    LayerGradientXActivation.on(model)
                        .layers("conv2")
                        .attributeAll(failing, on = Dispatchers.Default)
                        .catch { seen = it }
                        .toList()

                assertThat(results).hasSize(3)
                assertThat(seen).isSameAs(lost)
            }
        }
}
