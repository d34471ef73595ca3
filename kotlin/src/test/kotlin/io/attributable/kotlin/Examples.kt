package io.attributable.kotlin

import io.attributable.AttributedTensor
import io.attributable.Attribution
import io.attributable.GradCam
import io.attributable.GradientXActivation
import io.attributable.Mode
import io.attributable.Port
import io.attributable.ReasonSide
import io.attributable.Reduction
import io.attributable.Smoothing
import io.attributable.evaluation.EvaluatedExplanation
import io.attributable.evaluation.EvaluationMetric
import io.attributable.evaluation.EvaluationOptions
import io.attributable.evidence.CallerFields
import io.attributable.evidence.ExplanationRecorder
import io.attributable.evidence.log.EvidenceLog
import io.attributable.evidence.log.LogAudit
import io.attributable.evidence.log.LogOptions
import io.attributable.metrics.Estimate
import io.attributable.metrics.PerturbationCurve
import io.attributable.tensorflow.AttributableModel
import io.attributable.tensorflow.LayerAttribution
import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.tensorflow.ndarray.FloatNdArray
import org.tensorflow.ndarray.NdArray

/** Every example of the documentation, to the letter; see [ExamplesTest]. */
class Examples {
    private val path = Path.of("models/digits")
    private val pixels = DigitModel.one

    @Test
    fun `the first one`() {
        DigitsExplainer.load(Path.of("models/digits")).use { explainer ->
            val why =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    mode = Mode.LOCAL
                }
            val values: FloatArray = why.floats().toFloatArray()
            assertThat(values).hasSize(4 * 4 * 16)
        }
    }

    @Test
    fun `without a part`() {
        DigitsExplainer.load(path).use { explainer ->
            val why =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    method = ablation(baselineOf(0.5))
                }
            assertThat(why.floats().toFloatArray()).hasSize(4 * 4 * 16)
        }
    }

    @Test
    fun `under a window`() {
        DigitsExplainer.load(path).use { explainer ->
            val why =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    method = occlusion(window = windowOf(4, 4, 1), strides = windowOf(2, 2, 1))
                }
            assertThat(why.floats().toFloatArray()).hasSize(4 * 4 * 16)
        }
    }

    @Test
    fun `shared among parts`() {
        DigitsExplainer.load(path).use { explainer ->
            val why =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    method = kernelShap(samples = 1000, seed = 1)
                }
            val errors: List<AttributedTensor>? = why.estimationOrNull?.errors()
            assertThat(errors).hasSize(1)
        }
    }

    @Test
    fun `parts by name and number`() {
        val mask = featureMaskOf("row" to intArrayOf(0, 0, 1, 2).toNdArray())
        assertThat(mask.isNone).isFalse()
        val window = windowOf("image" to listOf(8, 8, 3), "row" to listOf(1))
        assertThat(window.toString()).contains("image")
        val why = targetDifference(3, 7)
        assertThat(why).isNotNull()
    }

    @Test
    fun `the one of the README`() =
        runBlocking<Unit> {
            DigitsExplainer.load(Path.of("models/digits")).use { explainer ->
                val why = explainer.shapes(image = pixels) { target = targetOf(7) }
                val all =
                    explainer.allLayers(image = pixels, on = Dispatchers.Default) {
                        mode = Mode.LOCAL
                        target = predictedTarget()
                    }
                assertThat(all.shapes.tensor().shape()).isEqualTo(why.tensor().shape())
            }
        }

    @Test
    fun `the block`() {
        DigitsExplainer.load(path).use { explainer ->
            val why =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    mode = Mode.LOCAL
                    withPrediction = true
                }
            assertThat(why.predictionOrNull).isNotNull()
        }
    }

    @Test
    fun `all layers`() {
        DigitsExplainer.load(path).use { explainer ->
            val all = explainer.allLayers(image = pixels) { target = targetOf(7) }
            val features: Attribution = all.features
            assertThat(features.port()).isEqualTo(Port.INPUT)
        }
    }

    @Test
    fun `stages`() {
        DigitsExplainer.load(path).use { explainer ->
            val why =
                explainer.shapes().image(pixels).attribute {
                    target = targetOf(7)
                    mode = Mode.LOCAL
                }
            assertThat(why.method()).isEqualTo(GradientXActivation(Mode.LOCAL))
        }
    }

    @Test
    fun evidence(@TempDir folder: Path) {
        val log = folder.resolve("evidence")
        DigitsExplainer.load(path).use { explainer ->
            EvidenceLog.open(log, LogOptions.defaults()).use { evidence ->
                val recorder = ExplanationRecorder.of(evidence)
                val request = explainer.shapes().image(pixels).target(targetOf(7))
                val why = recorder.attribute(request, CallerFields.of("decision", "4711")).result
                assertThat(why.layer()).isNotEmpty()
            }
        }
        assertThat(LogAudit.of(log).run().isWhole).isTrue()
    }

    @Test
    fun evaluation() {
        DigitsExplainer.load(path).use { explainer ->
            val request = explainer.shapes().image(pixels).target(targetOf(7)).method(GradCam())
            val why = EvaluatedExplanation.of(request, EvaluationOptions.defaults())
            val fidelity: Estimate = why.measure(EvaluationMetric.MU_FIDELITY).first()
            val curve: PerturbationCurve = why.deletion().first()
            assertThat(fidelity.value()).isBetween(-1.0, 1.0)
            assertThat(curve.scores()).hasSize(21)
        }
    }

    @Test
    fun `stages on a dispatcher`() =
        runBlocking<Unit> {
            DigitsExplainer.load(path).use { explainer ->
                val why =
                    explainer.shapes().image(pixels).attribute(on = Dispatchers.Default) {
                        target = targetOf(7)
                    }
                assertThat(why.layer()).isEqualTo("conv3")
            }
        }

    @Test
    fun `without annotations`() {
        AttributableModel.load(Path.of("models/digits")).use { model ->
            val why =
                model.attribute("conv1", "conv3", inputs = mapOf("image" to pixels)) {
                    target = targetOf(7)
                    withPrediction = true
                }
            val values: FloatNdArray = why["conv3"].floats()
            val scores: FloatNdArray? = why.predictionOrNull?.tensor()?.floats()
            assertThat(values.dimensions).containsExactly(1, 4, 4, 16)
            assertThat(scores?.dimensions).containsExactly(1, 10)
        }
    }

    @Test
    fun `without annotations, in short`() {
        AttributableModel.load(path).use { model ->
            val why =
                model.attribute("conv1", "conv3", inputs = mapOf("image" to pixels)) {
                    target = targetOf(7)
                }
            val values = why["conv3"].floats()
            assertThat(values.dimensions).containsExactly(1, 4, 4, 16)
        }
    }

    @Test
    fun `without annotations, on a dispatcher`() =
        runBlocking<Unit> {
            AttributableModel.load(path).use { model ->
                val why =
                    model.attribute(
                        "conv1",
                        inputs = mapOf("image" to pixels),
                        on = Dispatchers.Default,
                    ) {
                        target = targetOf(7)
                    }
                assertThat(why.layers()).hasSize(1)
            }
        }

    @Test
    fun `a layer and its side`() {
        AttributableModel.load(path).use { model ->
            val why =
                LayerAttribution.on(model)
                    .layer("features", Port.INPUT)
                    .input("image", pixels)
                    .attribute { target = targetOf(7) }
            assertThat(why["features"].port()).isEqualTo(Port.INPUT)
        }
    }

    @Test
    fun `coroutines and flows`() =
        runBlocking<Unit> {
            DigitsExplainer.load(path).use { explainer ->
                val one = explain(explainer, pixels)
                val streamed = explanations(explainer, flowOf(pixels, pixels)).toList()
                assertThat(streamed.map { it.floats() }).containsExactly(one.floats(), one.floats())

                val batches = flowOf(pixels)
                val all: Flow<Attribution> =
                    batches.attributions(on = Dispatchers.Default) { batch ->
                        explainer.shapes(image = batch) { target = predictedTarget() }
                    }
                assertThat(all.toList().single().floats()).isEqualTo(one.floats())
            }
        }

    suspend fun explain(explainer: DigitsExplainer, pixels: FloatNdArray): Attribution =
        explainer.shapes(image = pixels, on = Dispatchers.Default) { target = predictedTarget() }

    fun explanations(explainer: DigitsExplainer, batches: Flow<FloatNdArray>): Flow<Attribution> =
        batches.attributions(on = Dispatchers.Default, concurrency = 2) { batch ->
            explainer.shapes(image = batch) { target = predictedTarget() }
        }

    @Test
    fun `targets`() {
        val seven = targetOf(7)
        val thirdStepSecondClass = targetOf(3, 1)
        val last = targetOf(-1)
        assertThat(listOf(seven, thirdStepSecondClass, last)).doesNotHaveDuplicates()

        val labels = listOf(7, 2, 1)
        val meant = targetsOf(labels)
        val eachItsOwn = targetsOf(0..9)
        assertThat(meant).isNotEqualTo(eachItsOwn)

        val channel = targetSlice(":,:,4")
        assertThat(channel).hasToString("(:,:,4)")
        val stepAndClass = targetsOf(listOf(listOf(0, 3), listOf(2, 1)))
        assertThat(stepAndClass).hasToString("(0,3),(2,1)")
    }

    @Test
    fun `several targets`() {
        DigitsExplainer.load(path).use { explainer ->
            val byClass =
                explainer.shapes().image(pixels).attributeTargets(eachTargetOf(0..9)) {
                    mode = Mode.LOCAL
                }
            for ((target, why) in byClass) println("$target: ${why.floats().toFloatArray().sum()}")
            assertThat(byClass.keys).containsExactlyElementsOf(eachTargetOf(0..9))
            assertThat(byClass.values).allMatch { it.method() == GradientXActivation(Mode.LOCAL) }

            val two = explainer.shapes().image(pixels).attributeTargets(targetOf(3), targetOf(5)) {}
            assertThat(two).containsOnlyKeys(targetOf(3), targetOf(5))

            val all = explainer.shapes().image(pixels).attributeAllTargets { mode = Mode.LOCAL }
            assertThat(all.keys).isEqualTo(byClass.keys)
        }
        val all = eachTargetOf(0..9)
        assertThat(all).hasSize(10)
    }

    @Test
    fun `methods`() {
        val sample = listOf(pixels[0], floatNdArray(8, 8, 1) { 0.25f }).toBatch()
        DigitsExplainer.load(path).use { explainer ->
            val map =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    method = gradCam(relu = true)
                    reduction = Reduction.none().resizeToInput()
                }
            assertThat(map.floats().dimensions).containsExactly(1, 8, 8)
        }
        DigitsExplainer.load(path).use { explainer ->
            val why =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    method = integratedGradients(baselineOf(0.5), steps = 100)
                }
            val missed: List<Double>? = why.convergenceOrNull?.delta()
            assertThat(missed).hasSize(1)
            assertThat(why.convergence().get().steps()).isEqualTo(100)
        }
        DigitsExplainer.load(path).use { explainer ->
            val smooth =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    method = saliency()
                    smoothing = smoothGrad(stdev = stdevOf(0.15), samples = 20, relative = true)
                }
            val noise: Smoothing? = smooth.smoothingOrNull
            assertThat(noise).isEqualTo(Smoothing.smoothgrad(20, 0.15).relativeToRange())
        }
        DigitsExplainer.load(path).use { explainer ->
            val why =
                explainer.shapes(image = pixels) {
                    target = targetOf(7)
                    method = gradientShap(baselinesOf("image" to sample), samples = 20, seed = 1)
                }
            assertThat(why.method().name()).isEqualTo("gradient-shap")
        }
    }

    @Test
    fun `baselines`() {
        val picture = pixels[0]
        val sample = pixels
        val grey = baselineOf(0.5)
        val blurred = baselineOf("image" to picture, others = 0.5)
        val padding = baselineOf("tokens" to 0)
        val blurry = blurredBaseline(5)
        val sampled = baselinesOf("image" to sample)
        assertThat(listOf(grey, blurred, padding, blurry)).doesNotHaveDuplicates()
        assertThat(sampled.rows()).containsOnlyKeys("image")
    }

    @Test
    fun `arrays`() {
        val pixels: FloatNdArray = FloatArray(64) { it / 64f }.toNdArray(1, 8, 8, 1)
        val ramp = floatNdArray(1, 8, 8, 1) { (_, row, column, _) -> (8 * row + column) / 64f }
        assertThat(ramp).isEqualTo(pixels)

        val words: NdArray<String> = listOf("to", "be").toNdArray()
        assertThat(words.getObject(1)).isEqualTo("be")

        val pictures: NdArray<ByteArray> = listOf(byteArrayOf(-1, 0), byteArrayOf()).toNdArray()
        assertThat(pictures.getObject(0)).containsExactly(-1, 0)

        val first = pixels[0]
        val second = ramp[0]
        val batch: FloatNdArray = listOf(first, second).toBatch()
        assertThat(batch.dimensions).containsExactly(2, 8, 8, 1)

        DigitsExplainer.load(path).use { explainer ->
            val why = explainer.shapes(image = pixels) { target = targetOf(7) }
            val values: FloatArray = why.floats().toFloatArray()
            assertThat(values).isNotEmpty()
        }
    }

    @Test
    fun reasons() {
        val credit =
            featuresOf(
                "row" to listOf("income", "debt", "home", "home"),
                texts = mapOf("debt" to "Debt is high relative to income"),
            )
        assertThat(credit.columns("input:row").orElseThrow()).hasSize(4)
        assertThat(featureText(against = "Debt is high").of(ReasonSide.FOR)).isEmpty()
        AttributableModel.load(path).use { model ->
            val why =
                model.attribute("input:image", inputs = mapOf("image" to pixels)) {
                    target = targetOf(7)
                    method = integratedGradients(baselineOf(0.5))
                    features = featuresOf("image" to (1..8).map { "line $it" })
                }
            val against = why.reasons(4)
            val inFavour = why.reasons(4, ReasonSide.FOR)
            for (reason in against[0]) println("${reason.rank()}. ${reason.feature()}")
            assertThat(against[0].reasons()).hasSizeLessThanOrEqualTo(4)
            assertThat(inFavour.method()).isEqualTo(why["input:image"].method())
        }
    }
}
