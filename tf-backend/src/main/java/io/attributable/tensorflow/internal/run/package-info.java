/**
 * Answers requests by plans: {@link io.attributable.tensorflow.internal.run.AttributionRun} for one
 * target, {@link io.attributable.tensorflow.internal.run.TargetsRun} for several.
 */
@NullMarked
package io.attributable.tensorflow.internal.run;

import org.jspecify.annotations.NullMarked;
