/**
 * What methods compute in the graph: {@link io.attributable.graph.method.PlannedMethod} finds the
 * {@link io.attributable.graph.method.MethodPlan} of a method. Adding one means a record in the
 * api, a plan here, and a line that joins them.
 */
@NullMarked
package io.attributable.graph.method;

import org.jspecify.annotations.NullMarked;
