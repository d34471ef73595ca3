package io.attributable.samples.digits

import io.attributable.kotlin.toNdArray
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class SketchTest {
    @Test
    fun `marks stand for sign and strength`() {
        val numbers = floatArrayOf(9f, 4f, 1f, 0.5f, 0f, -1f, -4f, -9f).toNdArray(2, 4, 1)

        assertThat(sketch(numbers)).isEqualTo("#*+·\n·-o@")
    }

    @Test
    fun `nothing is nothing`() {
        assertThat(sketch(FloatArray(2).toNdArray(1, 2, 1))).isEqualTo("··")
    }
}
