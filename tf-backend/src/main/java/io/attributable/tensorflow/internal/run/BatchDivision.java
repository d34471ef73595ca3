package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Permutation;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.batch.BatchSplitting;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.plan.ProvenIndependence.Proof;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * How the batch of a request comes apart, if it does: into a share for each device, or for each
 * core; and each share into as many runs as a budget of bytes wants.
 *
 * @param examples of the whole batch
 * @param limited whether it takes more than the budget of bytes
 * @param sizes how many go into a run
 * @param shares what is evaluated at the same time
 */
record BatchDivision(Examples examples, boolean limited, BatchPartSizes sizes, List<Share> shares) {
  /**
   * Some examples.
   *
   * @param device where they are evaluated
   * @param beside whether another share is evaluated on the same device at the same time
   */
  record Share(String device, long from, long to, boolean beside) {}

  /**
   * Decides for a request.
   *
   * @param plan what it is evaluated by
   * @return empty if the batch stays whole
   * @throws AttributionException EXAMPLES_INTERACT where it should be cut and cannot; about inputs,
   *     target and weights, as if it were not cut
   */
  static Optional<BatchDivision> of(
      LoadedModel model, PreparedRequest request, TargetList targets, PlanLease plan) {
    return Examples.of(request.signature().graph().signature(), request.request(), targets)
        .filter(examples -> examples.count() > 1)
        .filter(examples -> !(request.request().method() instanceof Permutation))
        .flatMap(examples -> new Decision(model, request, targets, plan, examples).division());
  }

  private record Decision(
      LoadedModel model,
      PreparedRequest request,
      TargetList targets,
      PlanLease plan,
      Examples examples) {

    Optional<BatchDivision> division() {
      BatchPartSizes whole = sizes(1);
      boolean wanted = devices().size() > 1 || whole.exceeded();
      if ((!wanted && mostParts() == 1) || !areInputsFit()) {
        return Optional.empty();
      }
      Proof proof = request.proof(examples);
      int parts = proof.holds() && devices().size() == 1 ? parts(proof) : 1;
      if (parts == 1 && !(wanted && (proof.holds() || mayBeCut()))) {
        return Optional.empty();
      }
      // Only now it is known that dimension 0 of the output is the example.
      if (request.method().plan().explains()) {
        checkTargets();
      }
      return Optional.of(
          parts > 1
              ? new BatchDivision(examples, whole.exceeded(), sizes(parts), alike(parts))
              : new BatchDivision(examples, true, whole, byDevice()));
    }

    private int mostParts() {
      return devices().size() > 1 ? 1 : plan.parts(Double.POSITIVE_INFINITY, examples.count());
    }

    private int parts(Proof proof) {
      return plan.parts(proof.multiplications(), examples.count());
    }

    private BatchSplitting batching() {
      return model.batching();
    }

    private List<String> devices() {
      return batching().devices();
    }

    private BatchPartSizes sizes(int parts) {
      return new BatchPartSizes(batching(), request, plan, examples, parts);
    }

    private List<Share> byDevice() {
      List<Share> shares = new ArrayList<>();
      long count = examples.count();
      long size = (count + devices().size() - 1) / devices().size();
      for (int i = 0; i < devices().size() && i * size < count; i++) {
        shares.add(new Share(devices().get(i), i * size, Math.min(count, (i + 1) * size), false));
      }
      return shares;
    }

    private List<Share> alike(int parts) {
      List<Share> shares = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        long from = i * examples.count() / parts;
        long to = (i + 1) * examples.count() / parts;
        shares.add(new Share(batching().firstDevice(), from, to, true));
      }
      return shares;
    }

    private boolean areInputsFit() {
      for (TensorSchema input : request.signature().graph().signature().inputs()) {
        NdArray<?> values = request.request().inputs().get(input.name());
        if (values == null && input.byDefault().isEmpty()) {
          return false;
        }
        if (values != null) {
          InputTensors.requireShape(input, values.shape());
        }
      }
      return true;
    }

    /** By looking at examples. Whoever asked for cutting has to know that it cannot be. */
    private boolean mayBeCut() {
      Optional<String> problem = problem();
      if (problem.isPresent() && (devices().size() > 1 || !batching().options().isAutomatic())) {
        throw new AttributionException(
            ErrorCode.EXAMPLES_INTERACT, request.signature().graph().model(), problem.get());
      }
      return problem.isEmpty();
    }

    /** Plans that are fed points are not run without; that of the gradients shows the same. */
    private Optional<String> problem() {
      if (!request.output().map(output -> Types.isFloat(output.type())).orElse(true)) {
        return Optional.of("its output holds whole numbers, which are not held against each other");
      }
      if (request.method().plan().perturbation().isPresent()) {
        PreparedRequest outputs = request.outputs();
        try (PlanLease other = outputs.plan(TargetKind.NONE, batching().firstDevice())) {
          return IndependenceCheck.problem(batching(), outputs, other, examples);
        }
      }
      if (request.method().plan().points().isEmpty()) {
        return IndependenceCheck.problem(batching(), request, plan, examples);
      }
      PreparedRequest gradients = request.gradients();
      try (PlanLease other = gradients.plan(targets.kind(), batching().firstDevice())) {
        return IndependenceCheck.problem(batching(), gradients, other, examples);
      }
    }

    private void checkTargets() {
      OutputTensor output = request.output().orElseThrow();
      if (!output.shape().isUnknown() && output.shape().numDimensions() > 0) {
        targets.check(output.name(), output.shape().tail().prepend(examples.count()));
      } else {
        targets.checkCount(output.name(), output.shape(), examples.count());
      }
      new TargetCheck(output.name(), targets.targets().get(0))
          .checkWeights(request.request().gradientWeights(), Shape.of(examples.count()));
    }
  }
}
