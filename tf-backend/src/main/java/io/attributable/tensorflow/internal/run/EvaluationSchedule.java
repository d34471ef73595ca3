package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.tensorflow.internal.batch.BatchSplitting;
import io.attributable.tensorflow.internal.batch.ConcatenatedResults;
import io.attributable.tensorflow.internal.concurrent.ParallelTasks;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.Execution;
import io.attributable.tensorflow.internal.runtime.PeakMemoryMeter;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * Which examples of a request are evaluated together, and on which device: all at once, or as many
 * as a budget of bytes allows, never so that examples that influence one another come apart.
 */
final class EvaluationSchedule {
  /** Evaluates a slice; gives the results by target. */
  interface Evaluator {
    List<Attributions> evaluate(EvaluationSlice slice);
  }

  private final BatchSplitting batching;
  private final PreparedRequest request;
  private final TargetList targets;
  private final Optional<Cut> cut;

  /** A batch that is cut. */
  private record Cut(Examples examples, BatchPartSizes sizes) {}

  private EvaluationSchedule(
      BatchSplitting batching, PreparedRequest request, TargetList targets, Optional<Cut> cut) {
    this.batching = batching;
    this.request = request;
    this.targets = targets;
    this.cut = cut;
  }

  /**
   * The schedule of a request.
   *
   * @param plan what it is evaluated by
   * @throws AttributionException EXAMPLES_INTERACT where it should be cut and cannot; about inputs,
   *     target and weights, as if it were not cut
   */
  static EvaluationSchedule of(
      BatchSplitting batching, PreparedRequest request, TargetList targets, PlanLease plan) {
    Optional<Examples> examples =
        Examples.of(request.signature().graph().signature(), request.request(), targets);
    Optional<Cut> cut =
        examples
            .filter(some -> some.count() > 1)
            .map(some -> new Cut(some, new BatchPartSizes(batching, request, plan, some)))
            .filter(some -> batching.devices().size() > 1 || some.sizes().exceeded())
            .filter(some -> canBeCut(batching, request, targets, plan, some.examples()));
    return new EvaluationSchedule(batching, request, targets, cut);
  }

  private static boolean canBeCut(
      BatchSplitting batching,
      PreparedRequest request,
      TargetList targets,
      PlanLease plan,
      Examples examples) {
    for (TensorSchema input : request.signature().graph().signature().inputs()) {
      NdArray<?> values = request.request().inputs().get(input.name());
      if (values == null && input.byDefault().isEmpty()) {
        return false;
      }
      if (values != null) {
        InputTensors.requireShape(input, values.shape());
      }
    }
    Optional<String> problem = problem(batching, request, targets, plan, examples);
    // Whoever asked for cutting has to know that it cannot be.
    if (problem.isPresent()
        && (batching.devices().size() > 1 || !batching.options().isAutomatic())) {
      throw interacts(request, problem.get());
    }
    // Only now it is known that dimension 0 of the output is the example.
    if (problem.isEmpty() && request.method().plan().differentiates()) {
      check(request, targets, examples);
    }
    return problem.isEmpty();
  }

  /** Plans that are fed points are not run without; that of the gradients shows the same. */
  private static Optional<String> problem(
      BatchSplitting batching,
      PreparedRequest request,
      TargetList targets,
      PlanLease plan,
      Examples examples) {
    if (request.method().plan().points().isEmpty()) {
      return IndependenceCheck.problem(batching, request, plan, examples);
    }
    PreparedRequest gradients = request.gradients();
    try (PlanLease other = gradients.plan(targets.kind(), batching.firstDevice())) {
      return IndependenceCheck.problem(batching, gradients, other, examples);
    }
  }

  private static void check(PreparedRequest request, TargetList targets, Examples examples) {
    OutputTensor output = request.output().orElseThrow();
    if (!output.shape().isUnknown() && output.shape().numDimensions() > 0) {
      targets.check(output.name(), output.shape().tail().prepend(examples.count()));
    } else {
      targets.checkCount(output.name(), output.shape(), examples.count());
    }
    new TargetCheck(output.name(), targets.targets().get(0))
        .checkWeights(request.request().gradientWeights(), Shape.of(examples.count()));
  }

  private static AttributionException interacts(PreparedRequest request, String problem) {
    return new AttributionException(
        ErrorCode.EXAMPLES_INTERACT, request.signature().graph().model(), problem);
  }

  /**
   * Evaluates all slices, those of a device in order.
   *
   * @return by target, the results for all examples
   * @throws AttributionException BATCH_BUDGET, EXAMPLES_INTERACT, and as evaluating does
   */
  List<Attributions> run(Evaluator evaluator) {
    if (cut.isEmpty()) {
      return evaluator.evaluate(
          new EvaluationSlice(
              request, targets, new Execution(batching.firstDevice(), RunMeter.NONE)));
    }
    List<List<Attributions>> slices = runAll(evaluator, cut.get());
    try {
      return IntStream.range(0, targets.count())
          .mapToObj(
              target ->
                  ConcatenatedResults.of(slices.stream().map(slice -> slice.get(target)).toList()))
          .toList();
    } catch (ConcatenatedResults.UnequalPartsException e) {
      throw interacts(
          request, "tensor \"" + e.tensor() + "\" has another shape in another part of the batch");
    }
  }

  private List<List<Attributions>> runAll(Evaluator evaluator, Cut parts) {
    List<String> devices = batching.devices();
    long count = parts.examples().count();
    long share = (count + devices.size() - 1) / devices.size();
    ParallelTasks<List<Attributions>> shares = new ParallelTasks<>();
    for (int i = 0; i < devices.size() && i * share < count; i++) {
      long from = i * share;
      String device = devices.get(i);
      shares.add(
          stop -> {
            try {
              return share(evaluator, parts, device, from, Math.min(count, from + share), stop);
            } catch (RuntimeException e) {
              throw devices.size() == 1
                  ? e
                  : RunErrors.translate(
                      "run on device " + device, request.signature().graph().model(), e);
            }
          });
    }
    return shares.run();
  }

  private List<List<Attributions>> share(
      Evaluator evaluator, Cut parts, String device, long from, long to, ParallelTasks.Stop stop) {
    List<List<Attributions>> results = new ArrayList<>();
    for (long at = from; at < to && !stop.wanted(); ) {
      long size = Math.min(to - at, parts.sizes().next());
      results.add(evaluate(evaluator, parts, device, at, size));
      at += size;
    }
    return results;
  }

  private List<Attributions> evaluate(
      Evaluator evaluator, Cut parts, String device, long from, long size) {
    AttributionRequest some = parts.examples().part(from, from + size);
    boolean measured = parts.sizes().wantsToKnow(size);
    PeakMemoryMeter meter = new PeakMemoryMeter();
    Execution how = new Execution(device, measured ? meter : RunMeter.NONE);
    List<Attributions> results =
        evaluator.evaluate(
            new EvaluationSlice(request.with(some), targets.part(from, from + size), how));
    if (measured) {
      parts.sizes().correct(size, meter.peak());
    }
    return results;
  }
}
