/**
 * Methods that perturb: {@link io.attributable.tensorflow.internal.perturb.PerturbationRun}
 * evaluates a plan at perturbed values, chunk by chunk; {@link
 * io.attributable.tensorflow.internal.perturb.Perturbations} say which, and what comes of the
 * outputs.
 */
@NullMarked
package io.attributable.tensorflow.internal.perturb;

import org.jspecify.annotations.NullMarked;
