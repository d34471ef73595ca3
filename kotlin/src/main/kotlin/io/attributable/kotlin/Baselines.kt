package io.attributable.kotlin

import io.attributable.Baseline
import io.attributable.Baselines
import io.attributable.GaussianBlur
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
 * Each example's inputs, blurred along their spatial axes.
 *
 * ```kotlin
 * val blurry = blurredBaseline(5)
 * ```
 *
 * @param sigma the standard deviation in elements
 */
public fun blurredBaseline(sigma: Number): Baseline = Baseline.blurred(sigma.toDouble())

/** Some inputs of each example, blurred: `blurredBaseline("image" to 5)`. */
public fun blurredBaseline(vararg sigmas: Pair<String, Number>, others: Number = 0.0): Baseline =
    Baseline(
        others.toDouble(),
        emptyMap(),
        sigmas.associate { (name, sigma) -> name to GaussianBlur.of(sigma.toDouble()) },
    )

/** The mean over the rows of arrays, by input: `meanBaselineOf("image" to train)`. */
public fun meanBaselineOf(vararg rows: Pair<String, NdArray<*>>, others: Number = 0.0): Baseline =
    Baseline.of(
        others.toDouble(),
        rows.associate { (name, array) ->
            name to Baseline.meanOf(name, array).array(name).orElseThrow()
        },
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
