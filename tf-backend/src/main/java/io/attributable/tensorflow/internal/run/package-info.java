/**
 * Answers requests. Start at {@link io.attributable.tensorflow.internal.run.AnsweredRequest}; by
 * plans: {@link io.attributable.tensorflow.internal.run.AttributionRun} for one target, {@link
 * io.attributable.tensorflow.internal.run.TargetsRun} for several, {@link
 * io.attributable.tensorflow.internal.run.BatchRun} for batches that are cut.
 */
@NullMarked
package io.attributable.tensorflow.internal.run;

import org.jspecify.annotations.NullMarked;
