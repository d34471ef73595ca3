package io.attributable.tensorflow.internal.verify;

import io.attributable.Attribution;
import io.attributable.AttributionRequest;
import io.attributable.Convergence;
import io.attributable.Reduction;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.Quantity;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.GradientPath;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.preflight.Purity;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.run.SuitedPlan;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.LayerVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.TensorVerification;
import io.attributable.tensorflow.verify.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/** One request being verified: gradients as the plan makes them against the model as it runs. */
public final class VerificationRun {
  private final PreparedRequest request;
  private final PlanExecutor executor;
  private final PerturbableModel probed;
  private final List<Optional<Convergence>> convergences;

  /** The values that one run fetched, on the Java heap. */
  private record Found(Map<TensorRef, double[]> numbers, Map<TensorRef, Shape> shapes) {
    void add(TensorRef tensor, Tensor values) {
      numbers.put(tensor, FloatingPointValues.of(values));
      shapes.put(tensor, values.shape());
    }

    double[] of(TensorRef tensor) {
      return Objects.requireNonNull(numbers.get(tensor));
    }

    Shape shape(TensorRef tensor) {
      return Objects.requireNonNull(shapes.get(tensor));
    }
  }

  private VerificationRun(
      PreparedRequest request,
      PlanExecutor executor,
      PerturbableModel probed,
      List<Optional<Convergence>> convergences) {
    this.convergences = convergences;
    this.request = request;
    this.executor = executor;
    this.probed = probed;
  }

  /**
   * Verifies the gradients of a request, whatever its method makes of them. What methods promise of
   * the sum of attributions is computed beside it.
   *
   * @param directions how many random ones for each tensor
   * @param seed what they are drawn from
   * @throws io.attributable.AttributionException METHOD_NOT_APPLICABLE where there are none, and as
   *     running the request
   */
  public static Verification of(
      LoadedModel model, PreparedRequest request, int directions, long seed) {
    request.method().requireDerivative("verification");
    List<Optional<Convergence>> convergences = convergences(model, request);
    PreparedRequest gradients = request.gradients();
    try (PlanLease plan = gradients.plan(gradients.kind(), model.batching().firstDevice());
        PlanExecutor executor =
            new PlanExecutor(gradients, SuitedPlan.of(gradients, 1, plan), RunMeter.NONE)) {
      executor.check(TargetList.one(gradients.request().target()));
      try (PerturbableModel probed = PerturbableModel.of(model, gradients)) {
        return new VerificationRun(gradients, executor, probed, convergences).run(directions, seed);
      }
    }
  }

  /** By layer, whether attributions add up; as many empty ones for methods that promise nothing. */
  private static List<Optional<Convergence>> convergences(
      LoadedModel model, PreparedRequest request) {
    if (!request.method().plan().isComplete()) {
      return request.layers().addresses().stream()
          .map(layer -> Optional.<Convergence>empty())
          .toList();
    }
    AttributionRequest whole =
        request.request().withMethod(request.request().method(), Reduction.none());
    return new RequestRunner(model)
        .attribute(request.with(whole)).layers().stream().map(Attribution::convergence).toList();
  }

  private Verification run(int directions, long seed) {
    Optional<Found> found = request.examples().areEmpty() ? Optional.empty() : Optional.of(find());
    List<LayerVerification> layers = new ArrayList<>();
    for (int i = 0; i < request.layers().tensors().size(); i++) {
      LayerTensors layer = request.layers().tensors().get(i);
      List<TensorVerification> tensors = new ArrayList<>();
      for (TensorInfo tensor : layer.tensors()) {
        tensors.add(verify(plan().tensor(tensor.tensor()), found, directions, seed));
      }
      layers.add(
          new LayerVerification(
              request.layers().addresses().get(i),
              layer.port(),
              tensors,
              request.layers().unused(i),
              convergences.get(i)));
    }
    return new Verification(
        request.output().orElseThrow().name(),
        request.request().target(),
        directions,
        seed,
        layers,
        request.layers().leftOut());
  }

  private AttributionPlan plan() {
    return executor.plan().plan();
  }

  private TensorRef output() {
    return plan().output().orElseThrow().tensor();
  }

  private Found find() {
    RunnablePlan plan = executor.plan();
    Feeds feeds = executor.feeds();
    TargetList target = TargetList.one(request.request().target());
    feeds.setTargets(target, 0, 1);
    Session.Runner runner = plan.runner();
    feeds.feedAll(runner);
    Fetches fetches = new Fetches(plan, runner);
    Set<TensorRef> fetched = wanted();
    fetched.removeIf(tensor -> feeds.input(plan.output(tensor)).isPresent());
    fetched.forEach(fetches::add);
    Found found = new Found(new HashMap<>(), new HashMap<>());
    try (Result result = plan.run(runner)) {
      fetched.forEach(tensor -> found.add(tensor, fetches.of(tensor, result)));
    }
    for (TensorRef tensor : wanted()) {
      // What is fed cannot be fetched, but is known.
      feeds.input(plan.output(tensor)).ifPresent(fed -> found.add(tensor, fed));
    }
    Shape shape = found.shape(output());
    TargetCheck check =
        new TargetCheck(request.output().orElseThrow().name(), request.request().target());
    check.check(shape);
    check.checkWeights(request.request().gradientWeights(), shape);
    probed.explain(request.request().target());
    return found;
  }

  private Set<TensorRef> wanted() {
    Set<TensorRef> wanted = new LinkedHashSet<>();
    wanted.add(output());
    for (PlannedTensor tensor : plan().results()) {
      wanted.add(tensor.result(Quantity.GRADIENT));
      wanted.add(tensor.info().tensor());
    }
    return wanted;
  }

  private TensorVerification verify(
      PlannedTensor tensor, Optional<Found> found, int directions, long seed) {
    TensorInfo info = tensor.info();
    GradientPath path = GradientPath.between(request.signature().graph(), info.tensor(), output());
    List<ExampleVerification> examples =
        found
            .map(all -> verify(tensor, all, path, directions, seed))
            .orElseGet(() -> List.of(ExampleVerification.ofNone()));
    return new TensorVerification(info.name(), info.typeName(), path.ownGradients(), examples);
  }

  private List<ExampleVerification> verify(
      PlannedTensor tensor, Found found, GradientPath path, int directions, long seed) {
    TensorRef output = output();
    Shape shape = found.shape(tensor.info().tensor());
    TargetValues target =
        TargetValues.of(
            request.request().target(),
            found.shape(output),
            found.of(output),
            weights(found.shape(output)));
    LayerTensorFunction probe =
        new LayerTensorFunction(
            probed, tensor.info(), probed.gradient(tensor.info().tensor()), shape, target);
    double[] activation = found.of(tensor.info().tensor());
    double[] explained = probe.explained(activation);
    EvaluationPoint point =
        new EvaluationPoint(
            activation,
            found.of(tensor.result(Quantity.GRADIENT)),
            explained,
            shape.numDimensions() > 0 && shape.get(0) == explained.length,
            path.epsilon(),
            !path.ownGradients().isEmpty(),
            notRepeatable(tensor.info().tensor()));
    return TensorGradientCheck.of(probe, point, directions, seed);
  }

  /** Why the output may differ between runs for the same values of a tensor. */
  private Optional<Reason> notRepeatable(TensorRef tensor) {
    Purity purity = Purity.of(request.signature().graph(), output(), List.of(tensor));
    if (!purity.random().isEmpty()) {
      return Optional.of(Reason.RANDOM);
    }
    return purity.changesState() ? Optional.of(Reason.STATE) : Optional.empty();
  }

  private double[] weights(Shape output) {
    return request
        .request()
        .gradientWeights()
        .map(List::stream)
        .orElseGet(() -> Stream.generate(() -> 1.0).limit(output.get(0)))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
