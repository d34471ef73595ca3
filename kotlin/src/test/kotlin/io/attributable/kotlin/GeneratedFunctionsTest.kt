package io.attributable.kotlin

import io.attributable.AttributionException
import io.attributable.ErrorCode
import io.attributable.Mode
import io.attributable.testing.Closeness.assertClose
import io.attributable.testing.Fixtures
import kotlin.jvm.optionals.getOrNull
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.tensorflow.ndarray.FloatNdArray

class GeneratedFunctionsTest {
    private val meant = targetsOf(3, 8, 9, 9)

    @Test
    fun `explain one layer`() {
        DigitsExplainer.load(DigitModel.path).use { explainer ->
            val why = explainer.shapes(image = DigitModel.four) { target = meant }
            val local =
                explainer.shapes(image = DigitModel.four) {
                    target = meant
                    mode = Mode.LOCAL
                }

            assertClose("global", why.floats(), DigitModel.expected("conv3-output-global").single())
            assertClose("local", local.floats(), DigitModel.expected("conv3-output-local").single())
        }
    }

    @Test
    fun `explain all layers in one run`() {
        DigitsExplainer.load(DigitModel.path).use { explainer ->
            val all =
                explainer.allLayers(image = DigitModel.four) {
                    target = meant
                    withPrediction = true
                }

            assertClose(
                "shapes",
                all.shapes.floats(),
                DigitModel.expected("conv3-output-global").single(),
            )
            assertClose(
                "features",
                all.features.floats(),
                DigitModel.expected("features-input-global").single(),
            )
            assertThat(all.prediction.getOrNull()?.tensor()?.values()?.dimensions)
                .containsExactly(4, 10)
        }
    }

    @Test
    fun `take inputs in any order`() {
        TwoInputsExplainer.load(Fixtures.model("k3_multi_io")).use { explainer ->
            val why =
                explainer.left(right = three("right"), left = three("left")) {
                    target = targetsOf(2, 0, 1)
                }
            val all =
                explainer.allLayers_(left = three("left"), right = three("right")) {
                    target = targetsOf(2, 0, 1)
                }
            val merge =
                explainer.allLayers(left = three("left"), right = three("right")) {
                    target = targetsOf(2, 0, 1)
                }

            val expected =
                Fixtures.cases("k3_multi_io").single { it.id() == "left_dense-output-global" }
            assertClose("left", why.floats(), expected.expected().single().tensors().single())
            assertThat(all.left.floats()).isEqualTo(why.floats())
            assertThat(all.allLayers.floats()).isEqualTo(merge.floats())
        }
    }

    @Test
    fun `run on a dispatcher`() =
        runBlocking<Unit> {
            DigitsExplainer.load(DigitModel.path).use { explainer ->
                val one =
                    explainer.shapes(image = DigitModel.four, on = Dispatchers.Default) {
                        target = meant
                    }
                val all =
                    explainer.allLayers(image = DigitModel.four, on = Dispatchers.Default) {
                        target = meant
                    }

                assertClose(
                    "one",
                    one.floats(),
                    DigitModel.expected("conv3-output-global").single(),
                )
                assertThat(all.shapes.floats()).isEqualTo(one.floats())
            }
        }

    @Test
    fun `go without a block where the model needs none`() {
        DigitsExplainer.load(DigitModel.path).use { explainer ->
            val error =
                assertThrows<AttributionException> { explainer.shapes(image = DigitModel.one) }

            assertThat(error.code()).isEqualTo(ErrorCode.TARGET_REQUIRED)
        }
    }

    @Test
    fun `say no more than the stages that Java has`() {
        DigitsExplainer.load(DigitModel.path).use { explainer ->
            val staged =
                explainer.shapes().image(DigitModel.four).attribute {
                    target = meant
                    output = "logits"
                }
            val named =
                explainer.shapes(image = DigitModel.four) {
                    target = meant
                    output = "logits"
                }

            assertThat(named.floats()).isEqualTo(staged.floats())
        }
    }

    private fun three(input: String) =
        Fixtures.array(Fixtures.golden().resolve("k3_multi_io/three.$input.npy")) as FloatNdArray
}
