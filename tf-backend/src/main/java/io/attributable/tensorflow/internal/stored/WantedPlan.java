package io.attributable.tensorflow.internal.stored;

import io.attributable.graph.plan.PlanSpec;

/**
 * What is known of a plan before it is made.
 *
 * @param signature that it is for
 * @param spec what it computes
 * @param device where it runs; empty where TensorFlow chooses
 * @param host whether that is the processor, for which plans have kernels of their own
 */
public record WantedPlan(String signature, PlanSpec spec, String device, boolean host) {}
