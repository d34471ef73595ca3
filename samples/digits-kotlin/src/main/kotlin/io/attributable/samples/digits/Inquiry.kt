package io.attributable.samples.digits

import io.attributable.Mode
import io.attributable.kotlin.attributions
import io.attributable.kotlin.predictedTarget
import io.attributable.kotlin.targetsOf
import io.attributable.kotlin.toBatch
import io.attributable.kotlin.toFloatArray
import kotlin.jvm.optionals.getOrNull
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import org.tensorflow.ndarray.FloatNdArray

/** Asks the model about digits. */
class Inquiry(private val explainer: DigitsExplainer) {

    /** What the model reads, and which pixels spoke for it: all digits in one run. */
    fun read(images: FloatNdArray): List<Reading> {
        val why =
            explainer.allLayers(image = images) {
                target = predictedTarget()
                withPrediction = true
            }
        val logits = checkNotNull(why.prediction.getOrNull()).tensor().floats()
        return why.pixels.floats().examples().zip(logits.examples()) { pixels, scores ->
            Reading(scores.toFloatArray(), pixels)
        }
    }

    /** Which pixels would change the score of what the writers meant, had they been darker. */
    fun sensitivity(digits: ScannedDigits): List<FloatNdArray> =
        explainer
            .pixels(image = digits.images) {
                target = targetsOf(digits.labels)
                mode = Mode.LOCAL
            }
            .floats()
            .examples()

    /** The same as [read] for a stream of digits that never has more than two in memory. */
    fun stream(images: Flow<FloatNdArray>, on: CoroutineDispatcher): Flow<Reading> =
        images.attributions(on = on, concurrency = 2) { read(listOf(it).toBatch()).single() }
}

/**
 * What the model reads in one digit.
 *
 * @property scores a logit per digit
 * @property pixels how much each pixel, of 8, 8, 1, added to the largest score
 */
class Reading(val scores: FloatArray, val pixels: FloatNdArray) {
    /** The digit with the largest score. */
    val digit: Int = scores.indices.maxBy { scores[it] }
}

/** The parts of a batch. */
fun FloatNdArray.examples(): List<FloatNdArray> = (0 until shape().get(0)).map { get(it) }

/** One by one. */
fun FloatNdArray.exampleFlow(): Flow<FloatNdArray> = examples().asFlow()
