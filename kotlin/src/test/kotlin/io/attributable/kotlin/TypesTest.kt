package io.attributable.kotlin

import java.nio.file.Path
import kotlin.io.path.writeText
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What the compiler says of code that calls the library. */
@Tag("slow")
class TypesTest {
    @TempDir private lateinit var folder: Path

    @Test
    fun `a call that lacks an input, or takes what may be null for sure, does not compile`() {
        val messages = compile(WRONG).joinToString("\n")

        assertThat(messages).contains("No value passed for parameter 'right'")
        assertThat(WRONG.indices).allMatch { "Calls.kt:${line(it)}:" in messages }
    }

    @Test
    fun `nothing of ours has a platform type`() {
        val warned = compile(SURE + THEIRS).filter { "unnecessary safe call" in it }

        assertThat(SURE.filterIndexed { i, _ -> warned.none { "Calls.kt:${line(i)}:" in it } })
            .isEmpty()
        assertThat(warned).hasSameSizeAs(SURE)
    }

    private fun compile(calls: List<String>): List<String> {
        val source = folder.resolve("Calls.kt")
        source.writeText((HEAD + calls).joinToString("\n"))
        return CompilerRun(folder).messages(source)
    }

    private fun line(call: Int) = HEAD.size + call + 1

    private companion object {
        val HEAD =
            listOf(
                "package io.attributable.kotlin",
                "import io.attributable.*",
                "import io.attributable.tensorflow.*",
                "import kotlin.jvm.optionals.getOrNull",
                "import kotlinx.coroutines.*",
                "import org.tensorflow.ndarray.*",
            )

        val WRONG =
            listOf(
                "fun f1(e: TwoInputsExplainer, a: FloatNdArray) = e.left(left = a) {}",
                "fun f2(a: Attribution): Prediction = a.predictionOrNull",
                "fun f3(a: Attributions): Prediction = a.predictionOrNull",
                "fun f4(a: DigitsAttributions): Prediction = a.prediction.getOrNull()",
            )

        /** The compiler warns of each `?.`, as it knows that there is no null. */
        val SURE =
            listOf(
                "fun f1(e: DigitsExplainer, a: FloatNdArray) = e.shapes(image = a)?.toString()",
                "fun f2(e: DigitsExplainer, a: FloatNdArray) = e.allLayers(image = a)?.toString()",
                "suspend fun f3(e: DigitsExplainer, a: FloatNdArray) = e.shapes(a, Dispatchers.IO)?.layer()",
                "fun f4(e: DigitsExplainer, a: FloatNdArray) = e.shapes()?.image(a)",
                "fun f5(e: DigitsExplainer, a: FloatNdArray) = e.shapes().image(a)?.attribute()",
                "fun f6(e: DigitsExplainer, a: FloatNdArray) = e.shapes().image(a).attribute()?.layer()",
                "fun f7(e: DigitsExplainer, a: FloatNdArray) = e.shapes().image(a).attribute {}?.layer()",
                "fun f8(a: DigitsAttributions) = a.features?.layer()",
                "fun f9(a: Attribution) = a.floats()?.rank()",
                "fun f10(a: Attribution) = a.tensors()?.size",
                "fun f11(a: Attribution) = a.layer()?.length",
                "fun f12(m: AttributableModel) = m.attribute(inputs = mapOf())?.layers()",
                "fun f13(a: Attributions) = a.first()?.layer()",
                "fun f14(a: Attributions) = a[\"x\"]?.layer()",
                "fun f15(p: Prediction) = p.tensor()?.floats()",
                "fun f16() = targetOf(1)?.toString()",
                "fun f17(a: FloatArray) = a.toNdArray()?.rank()",
                "fun f18(a: NdArray<*>) = a.dimensions?.size",
            )

        /** Of a platform type the compiler knows nothing, and does not warn. */
        val THEIRS = listOf("fun f19(a: NdArray<*>) = a.shape()?.numDimensions()")
    }
}
