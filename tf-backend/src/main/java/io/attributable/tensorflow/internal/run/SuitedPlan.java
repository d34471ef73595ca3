package io.attributable.tensorflow.internal.run;

import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** In which of its sessions a plan evaluates a request that nothing else runs beside. */
public final class SuitedPlan {
  private SuitedPlan() {}

  /**
   * One for as many derivatives as are computed at once.
   *
   * @param targets for each example
   */
  public static RunnablePlan of(PreparedRequest request, int targets, PlanLease lease) {
    long derivatives = request.examples().most() * targets;
    return derivatives == 1 && isAtInputs(request, lease.attribution())
        ? lease.forExample(shapes(request))
        : lease.suited(derivatives);
  }

  /** Whether the model is evaluated at its inputs alone, and at one baseline at most. */
  private static boolean isAtInputs(PreparedRequest request, AttributionPlan plan) {
    return plan.perturbation().isEmpty()
        && plan.points().map(points -> hasOnePoint(request, points)).orElse(true);
  }

  private static boolean hasOnePoint(PreparedRequest request, PlannedPoints points) {
    return request.method().plan().points().orElseThrow().single()
        && points.feeds().noise().isEmpty()
        && points.feeds().given().isEmpty();
  }

  /** What is fed, by input. */
  private static Map<String, Shape> shapes(PreparedRequest request) {
    Map<String, Shape> shapes = new HashMap<>();
    request.request().inputs().forEach((name, values) -> shapes.put(name, values.shape()));
    return shapes;
  }
}
