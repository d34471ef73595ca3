/**
 * How batches are cut into parts. Start at {@link
 * io.attributable.tensorflow.internal.batch.BatchSplitting}, and at {@link
 * io.attributable.tensorflow.internal.batch.ExampleIndependence}, which checks whether a batch may
 * be cut at all.
 */
@NullMarked
package io.attributable.tensorflow.internal.batch;

import org.jspecify.annotations.NullMarked;
