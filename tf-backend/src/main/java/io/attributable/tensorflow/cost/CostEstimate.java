package io.attributable.tensorflow.cost;

import java.time.Duration;

/**
 * What a request by a method that perturbs inputs will take, before it is run.
 *
 * @param evaluations how often the model is evaluated for each example
 * @param time for all of them, by a look at a part: on an idle machine within a third or so
 */
public record CostEstimate(long evaluations, Duration time) {}
