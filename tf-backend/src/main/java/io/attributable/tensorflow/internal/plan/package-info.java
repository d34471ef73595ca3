/**
 * The plans of a model's signatures: how they are made, remembered, and in which session they run.
 * Start at {@link io.attributable.tensorflow.internal.plan.PreparedSignature} and {@link
 * io.attributable.tensorflow.internal.plan.PlanSessions}.
 */
@NullMarked
package io.attributable.tensorflow.internal.plan;

import org.jspecify.annotations.NullMarked;
