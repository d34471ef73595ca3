/**
 * Copies of SavedModels that explain themselves: {@link
 * io.attributable.tensorflow.internal.export.ExplainedPlan} makes the plan that becomes part of
 * one, {@link io.attributable.tensorflow.internal.export.StagedModel} is where it is written.
 */
@NullMarked
package io.attributable.tensorflow.internal.export;

import org.jspecify.annotations.NullMarked;
