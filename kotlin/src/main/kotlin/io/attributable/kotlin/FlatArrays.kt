package io.attributable.kotlin

import org.tensorflow.ndarray.BooleanNdArray
import org.tensorflow.ndarray.ByteNdArray
import org.tensorflow.ndarray.DoubleNdArray
import org.tensorflow.ndarray.FloatNdArray
import org.tensorflow.ndarray.IntNdArray
import org.tensorflow.ndarray.LongNdArray
import org.tensorflow.ndarray.NdArray
import org.tensorflow.ndarray.NdArrays
import org.tensorflow.ndarray.Shape
import org.tensorflow.ndarray.ShortNdArray
import org.tensorflow.ndarray.buffer.DataBuffers

/**
 * A copy with dimensions; the last one runs fastest. Without dimensions, a vector.
 *
 * ```kotlin
 * val pixels: FloatNdArray = FloatArray(64) { it / 64f }.toNdArray(1, 8, 8, 1)
 * ```
 *
 * @throws IllegalArgumentException if the dimensions do not multiply to the array's size
 */
public fun FloatArray.toNdArray(vararg dimensions: Int): FloatNdArray =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(this, false, true))

/** As [FloatArray.toNdArray]. */
public fun DoubleArray.toNdArray(vararg dimensions: Int): DoubleNdArray =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(this, false, true))

/** As [FloatArray.toNdArray]. */
public fun IntArray.toNdArray(vararg dimensions: Int): IntNdArray =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(this, false, true))

/** As [FloatArray.toNdArray]. */
public fun LongArray.toNdArray(vararg dimensions: Int): LongNdArray =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(this, false, true))

/** As [FloatArray.toNdArray]. */
public fun ShortArray.toNdArray(vararg dimensions: Int): ShortNdArray =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(this, false, true))

/** As [FloatArray.toNdArray]. */
public fun ByteArray.toNdArray(vararg dimensions: Int): ByteNdArray =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(this, false, true))

/** As [FloatArray.toNdArray]. */
public fun BooleanArray.toNdArray(vararg dimensions: Int): BooleanNdArray =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(this, false, true))

/**
 * As [FloatArray.toNdArray], for models that take text.
 *
 * ```kotlin
 * val words: NdArray<String> = listOf("to", "be").toNdArray()
 * ```
 */
public fun List<String>.toNdArray(vararg dimensions: Int): NdArray<String> =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(toTypedArray(), false, false))

/**
 * As [FloatArray.toNdArray], for models that take bytes: encoded images, serialised examples.
 *
 * ```kotlin
 * val pictures: NdArray<ByteArray> = listOf(byteArrayOf(-1, 0), byteArrayOf()).toNdArray()
 * ```
 */
@JvmName("bytesToNdArray")
public fun List<ByteArray>.toNdArray(vararg dimensions: Int): NdArray<ByteArray> =
    NdArrays.wrap(shapeOf(dimensions, size), DataBuffers.of(toTypedArray(), false, false))

/**
 * A copy of all values in one row; the last dimension runs fastest.
 *
 * ```kotlin
 * val values: FloatArray = why.floats().toFloatArray()
 * ```
 */
public fun FloatNdArray.toFloatArray(): FloatArray =
    FloatArray(length()).also { copyTo(DataBuffers.of(it, false, false)) }

/** As [FloatNdArray.toFloatArray]. */
public fun DoubleNdArray.toDoubleArray(): DoubleArray =
    DoubleArray(length()).also { copyTo(DataBuffers.of(it, false, false)) }

/** As [FloatNdArray.toFloatArray]. */
public fun IntNdArray.toIntArray(): IntArray =
    IntArray(length()).also { copyTo(DataBuffers.of(it, false, false)) }

/** As [FloatNdArray.toFloatArray]. */
public fun LongNdArray.toLongArray(): LongArray =
    LongArray(length()).also { copyTo(DataBuffers.of(it, false, false)) }

/** The lengths of the dimensions; the first one counts the examples. */
public val NdArray<*>.dimensions: List<Int>
    get() = shape().asArray().map(Math::toIntExact)

private fun NdArray<*>.length(): Int = Math.toIntExact(size())

private fun shapeOf(dimensions: IntArray, size: Int): Shape {
    val lengths = if (dimensions.isEmpty()) intArrayOf(size) else dimensions
    val product = lengths.fold(1L) { product, length -> product * length }
    require(product == size.toLong() && lengths.none { it < 0 }) {
        "$size values do not fill dimensions ${lengths.contentToString()}, which take $product"
    }
    return Shape.of(*lengths.map(Int::toLong).toLongArray())
}
