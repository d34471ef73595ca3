/**
 * Batches that are cut into parts by a budget of bytes and over devices. Start at {@link
 * io.attributable.tensorflow.internal.run.BatchRun}, which runs the parts, and {@link
 * io.attributable.tensorflow.internal.batch.ExampleIndependence}, which finds out whether a batch
 * may be cut at all.
 */
@NullMarked
package io.attributable.tensorflow.internal.batch;

import org.jspecify.annotations.NullMarked;
