package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.plan.PlanSpec;

/**
 * Which plan of a model: what it computes, as the graph calls it, and where.
 *
 * @param signature whose graph it is made from
 * @param spec what it computes
 * @param device where it runs; empty leaves it to TensorFlow
 */
record PlanKey(String signature, PlanSpec spec, String device) {}
