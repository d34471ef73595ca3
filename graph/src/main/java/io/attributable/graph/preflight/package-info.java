/**
 * Determines without running the model which layers can be explained towards which outputs, why
 * not, and what to do instead. Start at {@link io.attributable.graph.preflight.Preflight} and
 * {@link io.attributable.preflight.PreflightReport}.
 */
@NullMarked
package io.attributable.graph.preflight;

import org.jspecify.annotations.NullMarked;
