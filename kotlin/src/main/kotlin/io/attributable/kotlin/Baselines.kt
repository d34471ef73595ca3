package io.attributable.kotlin

import io.attributable.Baseline
import io.attributable.Baselines
import org.tensorflow.ndarray.NdArray
import org.tensorflow.ndarray.NdArrays

/**
 * The same number for every element of every input.
 *
 * ```kotlin
 * val grey = baselineOf(0.5)
 * ```
 */
public fun baselineOf(number: Number): Baseline = Baseline.of(number.toDouble())

/**
 * Arrays for some inputs or explained layers: a row for all examples, or one for each.
 *
 * ```kotlin
 * val blurred = baselineOf("image" to picture, others = 0.5)
 * ```
 *
 * @param others every element of the inputs that are not named
 */
public fun baselineOf(vararg arrays: Pair<String, NdArray<*>>, others: Number = 0.0): Baseline =
    Baseline.of(others.toDouble(), linkedMapOf(*arrays))

/**
 * Numbers for some inputs or explained layers, such as the id of padding.
 *
 * ```kotlin
 * val padding = baselineOf("tokens" to 0)
 * ```
 *
 * @param others every element of the inputs that are not named
 */
@JvmName("baselineOfNumbers")
public fun baselineOf(vararg numbers: Pair<String, Number>, others: Number = 0.0): Baseline =
    Baseline.of(
        others.toDouble(),
        numbers.associate { (name, number) -> name to NdArrays.scalarOf(number.toDouble()) },
    )

/**
 * A sample of baselines, row i of all inputs being one.
 *
 * ```kotlin
 * val sampled = baselinesOf("image" to sample)
 * ```
 */
public fun baselinesOf(vararg rows: Pair<String, NdArray<*>>): Baselines =
    Baselines(linkedMapOf(*rows))
