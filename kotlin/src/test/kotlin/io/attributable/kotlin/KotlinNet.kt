package io.attributable.kotlin

import io.attributable.Attributable
import io.attributable.AttributedModel
import io.attributable.Forward
import org.tensorflow.Operand
import org.tensorflow.op.Ops
import org.tensorflow.types.TFloat32

/** Two layers of fixed weights, built in Kotlin. */
@AttributedModel
open class KotlinNet(tf: Ops) {
    private val first =
        tf.variable(tf.constant(arrayOf(floatArrayOf(1f, -2f), floatArrayOf(0.5f, 3f))))
    private val last =
        tf.variable(tf.constant(arrayOf(floatArrayOf(1f, 2f), floatArrayOf(3f, -1f))))

    @Attributable
    open fun hidden(tf: Ops, x: Operand<TFloat32>): Operand<TFloat32> =
        tf.nn.relu(tf.linalg.matMul(x, first))

    @Forward
    open fun logits(tf: Ops, x: Operand<TFloat32>): Operand<TFloat32> =
        tf.linalg.matMul(hidden(tf, x), last)
}
