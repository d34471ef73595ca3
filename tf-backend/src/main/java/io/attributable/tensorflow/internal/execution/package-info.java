/**
 * One run of a plan: {@link io.attributable.tensorflow.internal.execution.Feeds} are what it is
 * fed, {@link io.attributable.tensorflow.internal.execution.ResultArrays} copies what it results in
 * to the Java heap.
 */
@NullMarked
package io.attributable.tensorflow.internal.execution;

import org.jspecify.annotations.NullMarked;
