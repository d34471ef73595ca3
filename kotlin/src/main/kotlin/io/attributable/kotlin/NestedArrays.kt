package io.attributable.kotlin

import org.tensorflow.ndarray.FloatNdArray
import org.tensorflow.ndarray.NdArrays
import org.tensorflow.ndarray.Shape

/**
 * An array whose values are computed from their indices, the last dimension running fastest.
 *
 * ```kotlin
 * val ramp = floatNdArray(1, 8, 8, 1) { (_, row, column, _) -> (8 * row + column) / 64f }
 * ```
 */
public fun floatNdArray(vararg dimensions: Int, value: (index: LongArray) -> Float): FloatNdArray {
    val array = NdArrays.ofFloats(Shape.of(*dimensions.map(Int::toLong).toLongArray()))
    array.scalars().forEachIndexed { index, scalar -> scalar.setFloat(value(index)) }
    return array
}

/**
 * One batch of several examples, which must have the same dimensions: a new dimension goes in
 * front.
 *
 * ```kotlin
 * val batch: FloatNdArray = listOf(first, second).toBatch()
 * ```
 *
 * @throws IllegalArgumentException if there are no examples, or their dimensions differ
 */
public fun Collection<FloatNdArray>.toBatch(): FloatNdArray {
    val shape = requireNotNull(firstOrNull()) { "No examples to make a batch of" }.shape()
    val batch = NdArrays.ofFloats(shape.prepend(size.toLong()))
    forEachIndexed { i, example ->
        require(example.shape() == shape) {
            "Example $i has dimensions ${example.dimensions}, the first one ${shape.asArray().toList()}"
        }
        batch.set(example, i.toLong())
    }
    return batch
}
