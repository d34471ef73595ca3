/**
 * What to feed and fetch to explain layers: {@link io.attributable.graph.plan.AttributionPlan},
 * made by {@link io.attributable.graph.plan.PlanBuilder}.
 */
@NullMarked
package io.attributable.graph.plan;

import org.jspecify.annotations.NullMarked;
