package io.attributable.kotlin

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.tensorflow.ndarray.Shape
import org.tensorflow.ndarray.index.Indices

class ArraysTest {
    private val six = FloatArray(6) { it.toFloat() }

    @Test
    fun `the last dimension runs fastest`() {
        val array = six.toNdArray(2, 3)

        assertThat(array.shape()).isEqualTo(Shape.of(2, 3))
        assertThat(array.getFloat(1, 0)).isEqualTo(3f)
        assertThat(array.dimensions).containsExactly(2, 3)
    }

    @Test
    fun `without dimensions, a vector`() {
        assertThat(six.toNdArray().dimensions).containsExactly(6)
        assertThat(FloatArray(0).toNdArray().dimensions).containsExactly(0)
        assertThat(FloatArray(0).toNdArray(0, 8, 8).dimensions).containsExactly(0, 8, 8)
    }

    @Test
    fun `there and back, for every type`() {
        assertThat(six.toNdArray(3, 2).toFloatArray()).containsExactly(*six)
        assertThat(doubleArrayOf(1.5, -2.0).toNdArray(2, 1).toDoubleArray())
            .containsExactly(1.5, -2.0)
        assertThat(intArrayOf(1, 2).toNdArray(1, 2).toIntArray()).containsExactly(1, 2)
        assertThat(longArrayOf(1, 2).toNdArray(2).toLongArray()).containsExactly(1L, 2L)
        assertThat(shortArrayOf(3).toNdArray(1, 1).getShort(0, 0)).isEqualTo(3)
        assertThat(byteArrayOf(3, -4).toNdArray().getByte(1)).isEqualTo(-4)
        assertThat(booleanArrayOf(false, true).toNdArray().getBoolean(1)).isTrue()
        assertThat(listOf("to", "be").toNdArray(2, 1).getObject(1, 0)).isEqualTo("be")
        assertThat(listOf(byteArrayOf(-1, 0), byteArrayOf()).toNdArray(2, 1).getObject(0, 0))
            .containsExactly(-1, 0)
    }

    @Test
    fun `copies share nothing`() {
        val source = six.copyOf()
        val array = source.toNdArray(2, 3)
        val copy = array.toFloatArray()
        source[0] = 99f
        copy[1] = 99f

        assertThat(array.toFloatArray()).containsExactly(*six)
    }

    @Test
    fun `a part of an array is copied alone`() {
        val column = six.toNdArray(2, 3).slice(Indices.all(), Indices.at(1))

        assertThat(column.toFloatArray()).containsExactly(1f, 4f)
        assertThat(six.toNdArray(2, 3)[1].toFloatArray()).containsExactly(3f, 4f, 5f)
    }

    @Test
    fun `dimensions that do not fit are refused`() {
        assertThat(assertThrows<IllegalArgumentException> { six.toNdArray(2, 2) })
            .hasMessage("6 values do not fill dimensions [2, 2], which take 4")
        assertThat(assertThrows<IllegalArgumentException> { six.toNdArray(-2, -3) })
            .hasMessageContaining("[-2, -3]")
    }

    @Test
    fun `values made from where they lie`() {
        val table = floatNdArray(2, 3) { (row, column) -> 10f * row + column }

        assertThat(table.toFloatArray()).containsExactly(0f, 1f, 2f, 10f, 11f, 12f)
    }

    @Test
    fun `examples become a batch`() {
        val batch = listOf(six.toNdArray(2, 3), floatNdArray(2, 3) { 7f }).toBatch()

        assertThat(batch.dimensions).containsExactly(2, 2, 3)
        assertThat(batch[0]).isEqualTo(six.toNdArray(2, 3))
        assertThat(batch[1].toFloatArray()).containsOnly(7f)
    }

    @Test
    fun `what makes no batch is refused`() {
        assertThrows<IllegalArgumentException> {
            emptyList<org.tensorflow.ndarray.FloatNdArray>().toBatch()
        }
        assertThat(
                assertThrows<IllegalArgumentException> {
                    listOf(six.toNdArray(2, 3), six.toNdArray(3, 2)).toBatch()
                }
            )
            .hasMessage("Example 1 has dimensions [3, 2], the first one [2, 3]")
    }
}
