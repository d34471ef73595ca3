package io.attributable.kotlin

import io.attributable.FeatureGrouping
import io.attributable.FeatureMask
import io.attributable.Window
import org.tensorflow.ndarray.NdArray

/**
 * Which elements are one feature, by input or layer: elements with the same whole number.
 *
 * ```kotlin
 * val mask = featureMaskOf("row" to intArrayOf(0, 0, 1, 2).toNdArray())
 * ```
 */
public fun featureMaskOf(vararg ids: Pair<String, NdArray<*>>): FeatureMask =
    FeatureMask(linkedMapOf(*ids))

/** The same by groupings: `featureMaskOf("embedding" to FeatureGrouping.along(1))`. */
@JvmName("featureMaskOfGroupings")
public fun featureMaskOf(vararg groupings: Pair<String, FeatureGrouping>): FeatureMask =
    FeatureMask(mapOf(), linkedMapOf(*groupings))

/** The sizes of a window along each dimension but that of the examples, or its strides. */
public fun windowOf(vararg sizes: Int): Window = Window.of(*sizes)

/**
 * The same by input or layer.
 *
 * ```kotlin
 * val window = windowOf("image" to listOf(8, 8, 3), "row" to listOf(1))
 * ```
 */
public fun windowOf(vararg byInput: Pair<String, List<Int>>): Window =
    Window.of(linkedMapOf(*byInput))
