package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.batch.ConcatenatedResults;
import io.attributable.tensorflow.internal.concurrent.ParallelTasks;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.Execution;
import io.attributable.tensorflow.internal.runtime.PeakMemoryMeter;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which examples of a request are evaluated together, and on which device: all at once, or as many
 * as a budget of bytes allows, or a part on each core, never so that examples that influence one
 * another come apart.
 */
public final class EvaluationSchedule {
  /** Evaluates a slice; gives the results by target. */
  interface Evaluator {
    List<Attributions> evaluate(EvaluationSlice slice);
  }

  private final LoadedModel model;
  private final PreparedRequest request;
  private final TargetList targets;
  private final Optional<BatchDivision> division;

  private EvaluationSchedule(
      LoadedModel model,
      PreparedRequest request,
      TargetList targets,
      Optional<BatchDivision> division) {
    this.model = model;
    this.request = request;
    this.targets = targets;
    this.division = division;
  }

  /**
   * The schedule of a request.
   *
   * @param plan what it is evaluated by
   * @throws AttributionException as {@link BatchDivision#of}
   */
  public static EvaluationSchedule of(
      LoadedModel model, PreparedRequest request, TargetList targets, PlanLease plan) {
    return new EvaluationSchedule(
        model, request, targets, BatchDivision.of(model, request, targets, plan));
  }

  /**
   * Evaluates all slices, those of a share in order.
   *
   * @return by target, the results for all examples
   * @throws AttributionException BATCH_BUDGET, EXAMPLES_INTERACT, and as evaluating does
   */
  List<Attributions> run(Evaluator evaluator) {
    if (division.isEmpty()) {
      return evaluator.evaluate(whole());
    }
    List<List<Attributions>> slices = runAll(evaluator, division.get());
    try {
      return IntStream.range(0, targets.count())
          .mapToObj(
              target ->
                  ConcatenatedResults.of(slices.stream().map(slice -> slice.get(target)).toList()))
          .toList();
    } catch (ConcatenatedResults.UnequalPartsException e) {
      throw new AttributionException(
          ErrorCode.EXAMPLES_INTERACT,
          request.signature().graph().model(),
          "tensor \"" + e.tensor() + "\" has another shape in another part of the batch");
    }
  }

  /** What is evaluated at the same time, where no budget cuts it further. */
  public List<EvaluationSlice> atOnce() {
    return division
        .map(
            parts ->
                parts.shares().stream()
                    .map(share -> slice(parts, share, share.from(), share.to(), RunMeter.NONE))
                    .toList())
        .orElseGet(() -> List.of(whole()));
  }

  private EvaluationSlice whole() {
    return new EvaluationSlice(
        request, targets, new Execution(model.batching().firstDevice(), RunMeter.NONE));
  }

  private List<List<Attributions>> runAll(Evaluator evaluator, BatchDivision parts) {
    boolean beside = parts.shares().get(0).beside();
    ParallelTasks<List<Attributions>> shares =
        beside ? new ParallelTasks<>(model.sessions().partThreads()) : new ParallelTasks<>();
    for (BatchDivision.Share share : parts.shares()) {
      shares.add(
          stop -> {
            try {
              return share(evaluator, parts, share, stop);
            } catch (RuntimeException e) {
              throw model.batching().devices().size() == 1
                  ? e
                  : RunErrors.translate(
                      "run on device " + share.device(), request.signature().graph().model(), e);
            }
          });
    }
    return shares.run();
  }

  private List<List<Attributions>> share(
      Evaluator evaluator,
      BatchDivision parts,
      BatchDivision.Share share,
      ParallelTasks.Stop stop) {
    List<List<Attributions>> results = new ArrayList<>();
    for (long at = share.from(); at < share.to() && !stop.wanted(); ) {
      long left = share.to() - at;
      long size = parts.limited() ? Math.min(left, parts.sizes().next()) : left;
      results.add(evaluate(evaluator, parts, share, at, size));
      at += size;
    }
    return results;
  }

  private List<Attributions> evaluate(
      Evaluator evaluator, BatchDivision parts, BatchDivision.Share share, long from, long size) {
    boolean measured = parts.limited() && parts.sizes().wantsToKnow(size);
    PeakMemoryMeter meter = new PeakMemoryMeter();
    List<Attributions> results =
        evaluator.evaluate(
            slice(parts, share, from, from + size, measured ? meter : RunMeter.NONE));
    if (measured) {
      parts.sizes().correct(size, meter.peak());
    }
    return results;
  }

  private EvaluationSlice slice(
      BatchDivision parts, BatchDivision.Share share, long from, long to, RunMeter meter) {
    AttributionRequest some = parts.examples().part(from, to);
    return new EvaluationSlice(
        request.with(some),
        targets.part(from, to),
        new Execution(share.device(), meter, share.beside() ? parts.shares().size() : 1));
  }
}
