package io.attributable.kotlin

import io.attributable.tensorflow.AttributableModel
import io.attributable.testing.Fixtures
import io.attributable.testing.GoldenCase
import java.nio.file.Path
import org.tensorflow.ndarray.FloatNdArray
import org.tensorflow.ndarray.NdArray

/** The digits model with what Python's TensorFlow computed on it. */
internal object DigitModel {
    val path: Path = Fixtures.model("digits")

    /** Four digits, [4, 8, 8, 1]. */
    val four: FloatNdArray = image("four")

    /** One digit, [1, 8, 8, 1]. */
    val one: FloatNdArray = image("one")

    fun load(): AttributableModel = AttributableModel.load(path)

    fun case(id: String): GoldenCase = Fixtures.cases("digits").single { it.id() == id }

    /** The only tensor of each layer that a case expects. */
    fun expected(id: String): List<NdArray<*>> =
        case(id).expected().map { layer -> layer.tensors().single() }

    private fun image(name: String) =
        Fixtures.array(Fixtures.golden().resolve("digits/$name.image.npy")) as FloatNdArray
}
