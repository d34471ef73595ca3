/**
 * What to feed and fetch to explain layers: {@link io.attributable.graph.plan.AttributionPlan}; and
 * {@link io.attributable.graph.preflight.Preflight}, which says beforehand whether that can be.
 */
@NullMarked
package io.attributable.graph.plan;

import org.jspecify.annotations.NullMarked;
