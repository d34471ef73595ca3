package io.attributable.kotlin

import io.attributable.Target
import org.tensorflow.ndarray.NdArray

/**
 * The same index for every example: a class, or one index per dimension of the output behind the
 * examples. A negative index counts from the end.
 *
 * ```kotlin
 * val seven = targetOf(7)
 * val thirdStepSecondClass = targetOf(3, 1)
 * val last = targetOf(-1)
 * ```
 */
public fun targetOf(vararg index: Int): Target = Target.of(*index)

/**
 * One class per example, in the order of the examples; an example may have any class.
 *
 * ```kotlin
 * val labels = listOf(7, 2, 1)
 * val meant = targetsOf(labels)
 * val eachItsOwn = targetsOf(0..9)
 * ```
 */
public fun targetsOf(perExample: Iterable<Int>): Target =
    Target.perExample(*perExample.toList().toIntArray())

/** One class per example: `targetsOf(7, 2, 1)`. */
public fun targetsOf(vararg perExample: Int): Target = Target.perExample(*perExample)

/**
 * One index per example and dimension, for outputs of more than two dimensions.
 *
 * ```kotlin
 * val stepAndClass = targetsOf(listOf(listOf(0, 3), listOf(2, 1)))
 * ```
 */
@JvmName("targetIndicesOf")
public fun targetsOf(perExample: Iterable<Iterable<Int>>): Target =
    Target.perExampleIndex(*perExample.map { it.toList().toIntArray() }.toTypedArray())

/**
 * The sum over a part of the output, or of the layer that is the output: an index or a slice per
 * dimension behind the examples, as NumPy writes them.
 *
 * ```kotlin
 * val channel = targetSlice(":,:,4")
 * ```
 */
public fun targetSlice(slice: String): Target = Target.slice(slice)

/** A part of the output for each example: `targetSlices("0:2,:", "1,:")`. */
public fun targetSlices(vararg perExample: String): Target = Target.slicePerExample(*perExample)

/**
 * How much more one class has than another.
 *
 * ```kotlin
 * val why = targetDifference(3, 7)
 * ```
 */
public fun targetDifference(index: Int, less: Int): Target = Target.difference(index, less)

/**
 * The sum over a mask of the output, for all examples: weights in the shape of an example's output,
 * such as a region of a segmentation.
 */
public fun targetMask(weights: NdArray<*>): Target = Target.mask(weights)

/** A mask for each example: weights in the shape of the output. */
public fun targetMasks(weights: NdArray<*>): Target = Target.maskPerExample(weights)

/**
 * The largest number of each example's output, chosen in the same run; the first one where several
 * tie.
 */
public fun predictedTarget(): Target = Target.predicted()

/**
 * A target for each class, to be explained one by one in the same run: see [attributeTargets].
 *
 * ```kotlin
 * val all = eachTargetOf(0..9)
 * ```
 */
public fun eachTargetOf(classes: Iterable<Int>): List<Target> = classes.map { Target.of(it) }
