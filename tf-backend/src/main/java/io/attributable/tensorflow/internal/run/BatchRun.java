package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.tensorflow.internal.batch.BatchSplitting;
import io.attributable.tensorflow.internal.batch.ConcatenatedResults;
import io.attributable.tensorflow.internal.concurrent.ParallelTasks;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.runtime.Execution;
import io.attributable.tensorflow.internal.runtime.PeakMemoryMeter;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** One request whose examples are cut into parts: by what fits a budget, and over devices. */
public final class BatchRun {
  /** Answers a part. */
  public interface Part {
    Attributions run(AttributionRequest part, Execution how);
  }

  private final LoadedModel model;
  private final FlatGraph graph;
  private final AttributionRequest request;
  private final RunnablePlan plan;
  private final Examples examples;
  private final BatchPartSizes sizes;

  private BatchRun(
      LoadedModel model,
      FlatGraph graph,
      AttributionRequest request,
      RunnablePlan plan,
      Examples examples) {
    this.model = model;
    this.graph = graph;
    this.request = request;
    this.plan = plan;
    this.examples = examples;
    this.sizes = new BatchPartSizes(model, graph, plan, examples);
  }

  /**
   * The request as parts, if it has to be cut and can be.
   *
   * @param plan what answers it
   * @throws AttributionException EXAMPLES_INTERACT where it should be cut and cannot; about inputs,
   *     target and weights, as if it were not cut
   */
  public static Optional<BatchRun> of(
      LoadedModel model,
      FlatGraph graph,
      AttributionRequest request,
      Target target,
      RunnablePlan plan) {
    Optional<Examples> examples = Examples.of(graph.signature(), request, target);
    if (examples.isEmpty() || examples.get().count() < 2) {
      return Optional.empty();
    }
    BatchRun run = new BatchRun(model, graph, request, plan, examples.get());
    boolean devices = model.batching().devices().size() > 1;
    return devices || run.sizes.exceeded() ? run.checked(target) : Optional.empty();
  }

  private Optional<BatchRun> checked(Target target) {
    for (TensorSchema input : graph.signature().inputs()) {
      NdArray<?> values = request.inputs().get(input.name());
      if (values == null && input.byDefault().isEmpty()) {
        return Optional.empty();
      }
      if (values != null) {
        InputTensors.requireShape(input, values.shape());
      }
    }
    OutputTensor output = plan.plan().output();
    TargetCheck check = new TargetCheck(output.name(), target);
    if (!output.shape().isUnknown() && output.shape().numDimensions() > 0) {
      check.check(output.shape().tail().prepend(examples.count()));
    }
    check.checkWeights(request.gradientWeights(), Shape.of(examples.count()));
    Optional<String> problem = IndependenceCheck.problem(model, graph, plan, request, examples);
    if (problem.isPresent() && isAskedFor()) {
      throw interacts(problem.get());
    }
    return problem.isPresent() ? Optional.empty() : Optional.of(this);
  }

  /** Whether somebody asked for cutting, who then has to know that it cannot be. */
  private boolean isAskedFor() {
    BatchSplitting batching = model.batching();
    return batching.devices().size() > 1 || !batching.options().isAutomatic();
  }

  private AttributionException interacts(String problem) {
    return new AttributionException(ErrorCode.EXAMPLES_INTERACT, model.name(), problem);
  }

  /**
   * Runs the parts, those of a device one after the other.
   *
   * @throws AttributionException BATCH_BUDGET, EXAMPLES_INTERACT, and as the parts do
   */
  public Attributions run(Part part) {
    List<String> devices = model.batching().devices();
    long lane = (examples.count() + devices.size() - 1) / devices.size();
    ParallelTasks<Attributions> lanes = new ParallelTasks<>();
    for (int i = 0; i < devices.size() && i * lane < examples.count(); i++) {
      long from = i * lane;
      String device = devices.get(i);
      lanes.add(
          stop -> {
            try {
              return lane(part, device, from, Math.min(examples.count(), from + lane), stop);
            } catch (RuntimeException e) {
              throw devices.size() == 1
                  ? e
                  : RunErrors.translate("run on device " + device, model.name(), e);
            }
          });
    }
    try {
      return ConcatenatedResults.of(lanes.run());
    } catch (ConcatenatedResults.UnequalPartsException e) {
      throw interacts(
          "tensor \"" + e.tensor() + "\" has another shape in another part of the batch");
    }
  }

  private List<Attributions> lane(
      Part part, String device, long from, long to, ParallelTasks.Stop stop) {
    List<Attributions> results = new ArrayList<>();
    for (long at = from; at < to && !stop.wanted(); ) {
      long size = Math.min(to - at, sizes.next());
      results.add(run(part, device, at, size));
      at += size;
    }
    return results;
  }

  private Attributions run(Part part, String device, long from, long size) {
    AttributionRequest some = examples.part(from, from + size);
    if (!sizes.wantsToKnow(size)) {
      return part.run(some, new Execution(device, RunMeter.NONE));
    }
    PeakMemoryMeter meter = new PeakMemoryMeter();
    Attributions result = part.run(some, new Execution(device, meter));
    sizes.correct(size, meter.peak());
    return result;
  }
}
