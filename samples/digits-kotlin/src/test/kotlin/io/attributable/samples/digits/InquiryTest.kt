package io.attributable.samples.digits

import io.attributable.kotlin.dimensions
import io.attributable.kotlin.toFloatArray
import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.data.Offset
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Test

class InquiryTest {
    private val digits = ScannedDigits.read(resources.resolve("digits"))
    private val inquiry = Inquiry(explainer)

    @Test
    fun `reads four digits of six as their writers meant, and errs on two`() {
        val readings = inquiry.read(digits.images)

        assertThat(readings.zip(digits.labels).count { (reading, label) -> reading.digit == label })
            .isEqualTo(4)
    }

    @Test
    fun `a stream gives what a batch gives`() =
        runBlocking<Unit> {
            val batch = inquiry.read(digits.images)
            val stream =
                inquiry.stream(digits.images.exampleFlow(), on = Dispatchers.Default).toList()

            assertThat(stream.map { it.digit }).isEqualTo(batch.map { it.digit })
            stream.zip(batch) { one, other ->
                assertThat(one.pixels.toFloatArray())
                    .containsExactly(other.pixels.toFloatArray(), Offset.offset(1e-4f))
            }
        }

    @Test
    fun `paper adds nothing to a score, but ink on it would change it`() {
        val ink = digits.images.examples().first().toFloatArray()
        val added = inquiry.read(digits.images).first().pixels.toFloatArray()
        val sensitivity = inquiry.sensitivity(digits).first()

        assertThat(sensitivity.dimensions).containsExactly(8, 8, 1)
        val paper = ink.indices.filter { ink[it] == 0f }
        assertThat(paper).isNotEmpty().allMatch { added[it] == 0f }
        assertThat(paper).anyMatch { sensitivity.toFloatArray()[it] != 0f }
    }

    private companion object {
        val resources: Path = Path.of("src/main/resources")
        val explainer: DigitsExplainer = DigitsExplainer.load(resources.resolve("models/digits"))

        @JvmStatic @AfterAll fun close() = explainer.close()
    }
}
