package io.attributable.tensorflow.internal.verify;

import io.attributable.AttributionRequest;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.GradientPath;
import io.attributable.graph.preflight.Purity;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.request.EmptyBatch;
import io.attributable.tensorflow.internal.request.RequestedLayers;
import io.attributable.tensorflow.internal.request.TargetCheck;
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
  private final FlatGraph graph;
  private final AttributionRequest request;
  private final RequestedLayers wanted;
  private final RunnablePlan plan;
  private final Feeds feeds;
  private final PerturbableModel probed;

  /** What one run found; numbers on the Java heap. */
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

  public VerificationRun(
      FlatGraph graph,
      AttributionRequest request,
      RequestedLayers wanted,
      RunnablePlan plan,
      Feeds feeds,
      PerturbableModel probed) {
    this.graph = graph;
    this.request = request;
    this.wanted = wanted;
    this.plan = plan;
    this.feeds = feeds;
    this.probed = probed;
  }

  /**
   * Verifies all layers.
   *
   * @param check judges the target by the output's shape, once that is known
   */
  public Verification run(TargetCheck check, int directions, long seed) {
    boolean empty = EmptyBatch.is(graph.signature(), request.inputs());
    Optional<Found> found = empty ? Optional.empty() : Optional.of(find(check));
    List<LayerVerification> layers = new ArrayList<>();
    for (int i = 0; i < plan.plan().layers().size(); i++) {
      AttributionPlan.Layer layer = plan.plan().layers().get(i);
      List<TensorVerification> tensors = new ArrayList<>();
      for (AttributionPlan.Tensor tensor : layer.tensors()) {
        tensors.add(verify(tensor, found, directions, seed));
      }
      layers.add(
          new LayerVerification(
              wanted.addresses().get(i), layer.layer().port(), tensors, wanted.unused(i)));
    }
    return new Verification(
        plan.plan().output().name(), request.target(), directions, seed, layers, wanted.leftOut());
  }

  private Found find(TargetCheck check) {
    feeds.addTarget(request.target());
    Session.Runner runner = plan.runner();
    feeds.feedAll(runner);
    Fetches fetches = new Fetches(plan, runner);
    Set<TensorRef> fetched = wanted();
    fetched.removeIf(tensor -> feeds.input(plan.output(tensor)).isPresent());
    fetched.forEach(fetches::add);
    Found found = new Found(new HashMap<>(), new HashMap<>());
    try (Result result = runner.run()) {
      fetched.forEach(tensor -> found.add(tensor, fetches.of(tensor, result)));
    }
    for (TensorRef tensor : wanted()) {
      // What is fed cannot be fetched, but is known.
      feeds.input(plan.output(tensor)).ifPresent(fed -> found.add(tensor, fed));
    }
    Shape shape = found.shape(plan.plan().output().tensor());
    check.check(shape);
    check.checkWeights(request.gradientWeights(), shape);
    probed.explain(request.target());
    return found;
  }

  private Set<TensorRef> wanted() {
    Set<TensorRef> wanted = new LinkedHashSet<>();
    wanted.add(plan.plan().output().tensor());
    for (AttributionPlan.Layer layer : plan.plan().layers()) {
      for (AttributionPlan.Tensor tensor : layer.tensors()) {
        wanted.add(tensor.local());
        wanted.add(tensor.info().tensor());
      }
    }
    return wanted;
  }

  private TensorVerification verify(
      AttributionPlan.Tensor tensor, Optional<Found> found, int directions, long seed) {
    TensorInfo info = tensor.info();
    GradientPath way = GradientPath.between(graph, info.tensor(), plan.plan().output().tensor());
    List<ExampleVerification> examples =
        found
            .map(all -> verify(tensor, all, way, directions, seed))
            .orElseGet(() -> List.of(ExampleVerification.ofNone()));
    return new TensorVerification(info.name(), info.typeName(), way.ownGradients(), examples);
  }

  private List<ExampleVerification> verify(
      AttributionPlan.Tensor tensor, Found found, GradientPath way, int directions, long seed) {
    TensorRef output = plan.plan().output().tensor();
    Shape shape = found.shape(tensor.info().tensor());
    TargetValues target =
        TargetValues.of(
            request.target(), found.shape(output), found.of(output), weights(found.shape(output)));
    LayerTensorFunction probe =
        new LayerTensorFunction(probed, tensor.info(), tensor.local(), shape, target);
    double[] activation = found.of(tensor.info().tensor());
    double[] explained = probe.explained(activation);
    EvaluationPoint point =
        new EvaluationPoint(
            activation,
            found.of(tensor.local()),
            explained,
            shape.numDimensions() > 0 && shape.get(0) == explained.length,
            way.epsilon(),
            !way.ownGradients().isEmpty(),
            unsteady(tensor.info().tensor()));
    return TensorGradientCheck.of(probe, point, directions, seed);
  }

  /** Why the output may be another for the same values of a tensor. */
  private Optional<Reason> unsteady(TensorRef tensor) {
    Purity purity = Purity.of(graph, plan.plan().output().tensor(), List.of(tensor));
    if (!purity.random().isEmpty()) {
      return Optional.of(Reason.RANDOM);
    }
    return purity.changesState() ? Optional.of(Reason.STATE) : Optional.empty();
  }

  private double[] weights(Shape output) {
    return request
        .gradientWeights()
        .map(List::stream)
        .orElseGet(() -> Stream.generate(() -> 1.0).limit(output.get(0)))
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
