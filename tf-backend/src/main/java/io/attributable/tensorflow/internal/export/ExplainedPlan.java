package io.attributable.tensorflow.internal.export;

import io.attributable.AttributionException;
import io.attributable.PathMethod;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanBuilder;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.preflight.LayerPlans;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.served.ServedPoints;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.gradient.GradientRules;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.layer.SymbolicSizes;
import io.attributable.tensorflow.internal.points.PointConstants;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** Makes the plan that becomes part of a model: with the model's own variables, on any device. */
public final class ExplainedPlan {
  private static final String ANY_DEVICE = "";

  private final LayerIndex index;
  private final List<LayerTensors> layers;
  private final Optional<OutputTensor> output;
  private final PlannedMethod planned;
  private final Optional<Smoothing> smoothing;
  private final MethodPlan method;
  private final FunctionGraphs functions = new FunctionGraphs(ShapeInference::infer);
  private final Preflight preflight;

  /**
   * A plan for some layers.
   *
   * @param named the layers as they were named
   * @param output what a target picks from, if the method differentiates
   * @param planned the method
   * @param smoothing its noise
   * @throws AttributionException UNUSED_LAYER, NO_GRADIENT, METHOD_NOT_APPLICABLE
   */
  public ExplainedPlan(
      LayerIndex index,
      List<LayerTensors> named,
      Optional<OutputTensor> output,
      PlannedMethod planned,
      Optional<Smoothing> smoothing) {
    PointConstants.requireFixed(planned.method());
    this.index = index;
    this.output = output;
    this.planned = planned.resolved(index::resolve);
    this.smoothing = smoothing;
    this.preflight = Preflight.of(index, GradientRules.ALL, functions, false);
    this.layers = named.stream().map(this::explained).toList();
    this.method = this.planned.given(givenBaselines()).plan();
  }

  /** The layer with just those of its tensors that the output depends on. */
  private LayerTensors explained(LayerTensors layer) {
    return output.isEmpty() || layer.tensors().size() == 1
        ? layer
        : preflight.explained(layer, output.get()).tensors();
  }

  /** The explained tensors that the method has baselines of. */
  private Set<TensorRef> givenBaselines() {
    Set<TensorRef> given = new LinkedHashSet<>();
    if (planned.method() instanceof PathMethod path) {
      for (LayerTensors layer : layers) {
        if (path.baseline().array(layer.address()).isPresent()) {
          layer.tensors().forEach(tensor -> given.add(tensor.tensor()));
        }
      }
    }
    return given;
  }

  /**
   * Where a plan evaluates the model, if it does so at points.
   *
   * @throws AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE
   */
  public Optional<ServedPoints> points(AttributionPlan plan, int rowsAtOnce) {
    return plan.points()
        .map(
            points ->
                PointConstants.of(
                    planned.method(),
                    smoothing,
                    index.graph(),
                    layers,
                    points,
                    output.orElseThrow().tensor(),
                    rowsAtOnce));
  }

  /** At points another element may be the largest, so that it is found at the inputs. */
  private TargetKind fed(TargetKind target) {
    return target == TargetKind.PREDICTED && method.points().isPresent()
        ? TargetKind.INDEX
        : target;
  }

  /** The layers with just those of their tensors that are explained. */
  public List<LayerTensors> layers() {
    return layers;
  }

  /** How callers give the target: not at all where each example has one value. */
  public TargetKind targetKind() {
    Shape shape = output.map(OutputTensor::shape).orElse(Shape.scalar());
    boolean single =
        !shape.isUnknown() && LongStream.of(shape.asArray()).skip(1).allMatch(size -> size == 1);
    return single ? TargetKind.NONE : TargetKind.INDEX;
  }

  /**
   * Makes it.
   *
   * @throws AttributionException UNUSED_LAYER, NO_GRADIENT, METHOD_NOT_APPLICABLE, and about the
   *     reduction
   */
  public AttributionPlan build(TargetKind target, Reduction reduction) {
    PlanBuilder builder =
        new PlanBuilder(
            index.graph(),
            GradientRules.ALL,
            functions,
            SymbolicSizes.of(index.graph()),
            Optimiser.none(),
            ANY_DEVICE);
    PlanSpec spec =
        new PlanSpec(
            layers.stream().flatMap(layer -> layer.tensors().stream()).toList(),
            output.map(OutputTensor::tensor),
            method,
            fed(target),
            false,
            reduction);
    LayerPlans plans = new LayerPlans(preflight, layers, output);
    AttributionPlan plan = plans.build(builder, spec);
    if (method.differentiates()) {
      plans.requireUsed(plan);
    }
    return plan;
  }
}
