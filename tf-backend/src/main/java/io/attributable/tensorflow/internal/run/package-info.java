/**
 * Answers requests by plans. Start at {@link
 * io.attributable.tensorflow.internal.run.RequestRunner}, which joins the parts, and at {@link
 * io.attributable.tensorflow.internal.run.EvaluationSchedule}, which says what is evaluated
 * together.
 */
@NullMarked
package io.attributable.tensorflow.internal.run;

import org.jspecify.annotations.NullMarked;
