/**
 * Metrics of explanations, after captum, Quantus and xplique. Start with {@link
 * io.attributable.metrics.ExplainedExample}, which holds what is explained, and {@link
 * io.attributable.metrics.Deletion}.
 */
@NullMarked
package io.attributable.metrics;

import org.jspecify.annotations.NullMarked;
