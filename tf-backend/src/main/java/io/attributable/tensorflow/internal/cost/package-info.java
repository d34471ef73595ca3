/**
 * Measures what requests cost: {@link io.attributable.tensorflow.internal.cost.CostRun} runs them
 * again and again, {@link io.attributable.tensorflow.internal.cost.OpTimes} reads what TensorFlow
 * traced.
 */
@NullMarked
package io.attributable.tensorflow.internal.cost;

import org.jspecify.annotations.NullMarked;
