package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.Smoothing;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * A method at inputs with noise, of which the results of all samples are combined. Methods that
 * evaluate the model at points do so for one sample after the other; for others the samples are the
 * points.
 *
 * @param method the method's plan
 * @param name the method's name, for messages
 * @param of which of its results is combined
 * @param quantity what comes of it
 * @param kind how samples are combined
 */
record SmoothedPlan(
    MethodPlan method, String name, Quantity of, Quantity quantity, Smoothing.Kind kind)
    implements MethodPlan {

  /**
   * A method with noise.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  static PlannedMethod of(PlannedMethod planned, Smoothing.Kind kind) {
    String name = planned.method().name();
    if (!planned.plan().differentiates()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          name,
          "smoothing",
          "it differentiates nothing, so that there is nothing to smooth",
          "Leave out the smoothing, or use another method.");
    }
    if (planned.plan().points().filter(PointDemand::noisy).isPresent()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          name,
          "smoothing",
          "it adds noise of its own, as its stdev says",
          "Leave out the smoothing or the stdev.");
    }
    String word = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Quantity quantity = new Quantity(word + "-" + planned.quantity().name());
    return new PlannedMethod(
        planned.method(),
        new SmoothedPlan(planned.plan(), name, planned.quantity(), quantity, kind),
        quantity);
  }

  @Override
  public Optional<Smoothing.Kind> smoothing() {
    return Optional.of(kind);
  }

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public Optional<PointDemand> points() {
    return Optional.of(
        method.points().map(PointDemand::withNoise).orElseGet(() -> PointDemand.ofNoise(name)));
  }

  @Override
  public MethodPlan given(Set<TensorRef> tensors) {
    return new SmoothedPlan(method.given(tensors), name, of, quantity, kind);
  }

  @Override
  public Optional<LayerPort> named() {
    return method.named();
  }

  @Override
  public MethodPlan withNamed(LayerTensors layer) {
    return new SmoothedPlan(method.withNamed(layer), name, of, quantity, kind);
  }

  @Override
  public Optional<TensorInfo> beside() {
    return method.beside();
  }

  /** That of each sample. */
  @Override
  public boolean isComplete() {
    return method.isComplete();
  }

  @Override
  public boolean followsDerivatives() {
    return method.followsDerivatives();
  }

  /** Of methods without points, rules are those of the model at its inputs. */
  @Override
  public RuleBook rules(RuleBook general, DifferentiatedGraph graph) {
    return method.rules(
        general,
        method.points().isPresent()
            ? graph
            : new DifferentiatedGraph(
                graph.points().orElseThrow().atPoints(),
                graph.output(),
                graph.functions(),
                Optional.empty()));
  }

  @Override
  public TensorRef seed(NodeWriter writer, TensorRef weights, TensorRef output) {
    return method.seed(writer, weights, output);
  }

  @Override
  public void check(FlatGraph graph, TensorInfo tensor) {
    method.check(graph, tensor);
  }

  @Override
  public void checkPaths(TensorInfo tensor, TensorRef output, PassedNodes passed) {
    method.checkPaths(tensor, output, passed);
  }

  @Override
  public Shape shape(String tensor, Shape shape) {
    return method.shape(tensor, shape);
  }

  @Override
  public boolean needsShape() {
    return method.needsShape();
  }

  /** The part of one sample, or a row for each sample and example. */
  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    TensorRef part = method.compose(writer, values).get(of);
    return Map.of(quantity, Objects.requireNonNull(part, of::name));
  }
}
