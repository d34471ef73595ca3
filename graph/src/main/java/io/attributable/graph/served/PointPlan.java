package io.attributable.graph.served;

import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.List;

/**
 * A plan that is run once, though its method evaluates the model at points.
 *
 * @param plan the plan
 * @param convergence what it tells of the convergence, as named outputs; empty where the method
 *     promises nothing
 */
record PointPlan(AttributionPlan plan, List<TensorSchema> convergence) {

  /** Copies the list. */
  PointPlan {
    convergence = List.copyOf(convergence);
  }
}
