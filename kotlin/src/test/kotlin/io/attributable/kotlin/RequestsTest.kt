package io.attributable.kotlin

import io.attributable.Activation
import io.attributable.AttributionException
import io.attributable.ErrorCode
import io.attributable.GradientXActivation
import io.attributable.Mode
import io.attributable.Port
import io.attributable.Reduction
import io.attributable.UnusedLayer
import io.attributable.tensorflow.LayerAttribution
import io.attributable.tensorflow.LayerGradientXActivation
import io.attributable.testing.Closeness.assertClose
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class RequestsTest {
    private val meant = targetsOf(3, 8, 9, 9)

    @Test
    fun `leaves of each example its strongest neurons`() {
        DigitModel.load().use { model ->
            val why =
                model.attribute("conv3", inputs = mapOf("image" to DigitModel.four)) {
                    target = meant
                    reduction = Reduction.none().sumOverChannels().topByMagnitude(2)
                }

            assertThat(why["conv3"].tensor().shape()).containsExactly(4, 2)
            assertThat(why["conv3"].tensor().positions().get().shape().asArray())
                .containsExactly(4, 2, 2)
        }
    }

    @Test
    fun `explains a layer towards a class per example`() {
        DigitModel.load().use { model ->
            val why =
                model.attribute("conv3", inputs = mapOf("image" to DigitModel.four)) {
                    target = meant
                }

            assertClose(
                "conv3",
                why["conv3"].floats(),
                DigitModel.expected("conv3-output-global").single(),
            )
        }
    }

    @Test
    fun `takes mode, output and port`() {
        DigitModel.load().use { model ->
            val local =
                model.attribute("conv2", inputs = mapOf("image" to DigitModel.four)) {
                    target = meant
                    mode = Mode.LOCAL
                }
            val entering =
                model.attribute(
                    "features",
                    inputs = mapOf("image" to DigitModel.four),
                    port = Port.INPUT,
                    signature = "serving_default",
                ) {
                    target = meant
                }
            val logit =
                model.attribute("conv1", inputs = mapOf("image" to DigitModel.four)) {
                    target = targetOf(3)
                    output = "logits"
                }

            assertClose(
                "local",
                local["conv2"].floats(),
                DigitModel.expected("conv2-output-local").single(),
            )
            assertClose(
                "entering",
                entering["features"].floats(),
                DigitModel.expected("features-input-global").single(),
            )
            assertClose(
                "logit",
                logit["conv1"].floats(),
                DigitModel.expected("conv1-of-logits").single(),
            )
        }
    }

    @Test
    fun `takes weights, and brings the prediction`() {
        DigitModel.load().use { model ->
            val weights = DigitModel.case("weighted").weights().get().toList()
            val why =
                model.attribute("features", inputs = mapOf("image" to DigitModel.four)) {
                    target = meant
                    gradientWeights = weights
                    withPrediction = true
                }

            assertClose(
                "weighted",
                why["features"].floats(),
                DigitModel.expected("weighted").single(),
            )
            assertThat(why.predictionOrNull?.tensor()?.values()?.dimensions).containsExactly(4, 10)
            assertThat(why["features"].predictionOrNull).isEqualTo(why.predictionOrNull)
        }
    }

    @Test
    fun `explains several layers in one run`() {
        DigitModel.load().use { model ->
            val layers = DigitModel.case("all-layers").layers().toTypedArray()
            val why =
                model.attribute(*layers, inputs = mapOf("image" to DigitModel.four)) {
                    target = meant
                    output = "probs"
                }

            why.zip(DigitModel.expected("all-layers")).forEach { (layer, expected) ->
                assertClose(layer.layer(), layer.floats(), expected)
            }
            assertThat(why.map { it.layer() }).containsExactly(*layers)
            assertThat(why.predictionOrNull).isNull()
        }
    }

    @Test
    fun `gives zeros for a layer that does not matter only where that is asked for`() {
        DigitModel.load().use { model ->
            val request =
                LayerGradientXActivation.on(model).layers("logits").input("image", DigitModel.one)

            val error =
                assertThrows<AttributionException> {
                    request.attribute {
                        target = targetOf(0)
                        output = "conv3"
                    }
                }
            val zeros =
                request.attribute {
                    target = targetOf(0, 0, 0)
                    output = "conv3"
                    unusedLayer = UnusedLayer.ZEROS
                }

            assertThat(error.code()).isEqualTo(ErrorCode.UNUSED_LAYER)
            assertThat(zeros["logits"].floats().toFloatArray()).containsOnly(0f)
        }
    }

    @Test
    fun `leaves alone what the block does not say`() {
        DigitModel.load().use { model ->
            val request =
                LayerGradientXActivation.on(model)
                    .layers("conv2")
                    .input("image", DigitModel.four)
                    .target(meant)
                    .mode(Mode.LOCAL)

            val why = request.attribute {}

            assertClose(
                "local",
                why["conv2"].floats(),
                DigitModel.expected("conv2-output-local").single(),
            )
        }
    }

    @Test
    fun `a mode is short for a method`() {
        DigitModel.load().use { model ->
            val request = LayerAttribution.on(model).layers("conv2").input("image", DigitModel.four)

            val why =
                request.attribute {
                    target = meant
                    method = GradientXActivation(Mode.LOCAL)
                    assertThat(mode).isEqualTo(Mode.LOCAL)
                    method = Activation()
                    assertThat(mode).isNull()
                    mode = Mode.LOCAL
                }

            assertThat(request.request().method()).isEqualTo(GradientXActivation(Mode.LOCAL))
            assertClose(
                "local",
                why["conv2"].floats(),
                DigitModel.expected("conv2-output-local").single(),
            )
        }
    }

    @Test
    fun `a failure says what the Java API says`() {
        DigitModel.load().use { model ->
            val error =
                assertThrows<AttributionException> {
                    model.attribute("conv4", inputs = mapOf("image" to DigitModel.one))
                }

            assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_LAYER)
        }
    }
}
