package io.attributable.samples.digits

import io.attributable.kotlin.dimensions
import kotlin.math.abs
import org.tensorflow.ndarray.FloatNdArray

private const val AGAINST = "@o-"
private const val FOR = "+*#"
private const val NEITHER = '·'

/**
 * Numbers of dimensions rows, columns, 1 as text: `+*#` speak for the digit, `-o@` against it, and
 * the strongest of them as much as the strongest number does.
 */
fun sketch(numbers: FloatNdArray): String {
    val (rows, columns) = numbers.dimensions
    val reach = numbers.scalars().maxOf { abs(it.getFloat()) }
    return (0L until rows).joinToString("\n") { row ->
        (0L until columns).joinToString("") { column ->
            mark(numbers.getFloat(row, column, 0) / reach).toString()
        }
    }
}

private fun mark(share: Float): Char {
    val strength = (abs(share) * FOR.length).toInt().coerceAtMost(FOR.length - 1)
    return when {
        share.isNaN() || abs(share) < 0.1f -> NEITHER
        share > 0 -> FOR[strength]
        else -> AGAINST[AGAINST.length - 1 - strength]
    }
}
