package io.attributable.tensorflow.internal.run;

import io.attributable.Attributions;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import java.util.List;
import java.util.function.Function;

/** Schedules as the inside makes them. */
public final class Schedules {
  private Schedules() {}

  /** Has the slices of a request evaluated by somebody else. */
  public static List<Attributions> run(
      LoadedModel model,
      PreparedRequest request,
      Function<EvaluationSlice, List<Attributions>> evaluator) {
    return run(model, request, TargetList.one(request.request().target()), evaluator);
  }

  /** The same for several targets. */
  public static List<Attributions> run(
      LoadedModel model,
      PreparedRequest request,
      TargetList targets,
      Function<EvaluationSlice, List<Attributions>> evaluator) {
    try (PlanLease plan = request.plan(targets.kind(), model.batching().firstDevice())) {
      return EvaluationSchedule.of(model, request, targets, plan).run(evaluator::apply);
    }
  }
}
