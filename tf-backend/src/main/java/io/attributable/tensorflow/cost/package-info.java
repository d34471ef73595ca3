/**
 * What explanations cost: {@link io.attributable.tensorflow.cost.CostProfile} is what comes of
 * measuring a request, {@link io.attributable.tensorflow.cost.Timings} are its times. Values only.
 */
@NullMarked
package io.attributable.tensorflow.cost;

import org.jspecify.annotations.NullMarked;
