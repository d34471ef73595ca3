package io.attributable.tensorflow.internal.export;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Reduction;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanBuilder;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.preflight.UnusedLayers;
import io.attributable.tensorflow.internal.gradient.GradientRules;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.layer.SymbolicSizes;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** Makes the plan that becomes part of a model: with the model's own variables, on any device. */
public final class ExplainedPlan {
  private static final String ANY_DEVICE = "";

  private final LayerIndex index;
  private final List<LayerTensors> layers;
  private final OutputTensor output;
  private final FunctionGraphs functions = new FunctionGraphs(ShapeInference::infer);

  public ExplainedPlan(LayerIndex index, List<LayerTensors> layers, OutputTensor output) {
    this.index = index;
    this.layers = layers;
    this.output = output;
  }

  /** What callers have to say of a target: nothing where each example has one number. */
  public TargetKind targetKind() {
    Shape shape = output.shape();
    boolean single =
        !shape.isUnknown() && LongStream.of(shape.asArray()).skip(1).allMatch(size -> size == 1);
    return single ? TargetKind.NONE : TargetKind.INDEX;
  }

  /**
   * Makes it.
   *
   * @throws AttributionException UNUSED_LAYER, NO_GRADIENT, and about the reduction
   */
  public AttributionPlan build(TargetKind target, Reduction reduction) {
    Preflight preflight = Preflight.of(index, GradientRules.ALL, functions, false);
    try {
      AttributionPlan plan =
          new PlanBuilder(
                  index.graph(),
                  GradientRules.ALL,
                  functions,
                  SymbolicSizes.of(index.graph()),
                  Optimiser.none(),
                  ANY_DEVICE)
              .build(explained(preflight), output, target, false, reduction);
      UnusedLayers.refuse(preflight, plan);
      return plan;
    } catch (AttributionException e) {
      if (e.code() == ErrorCode.NO_GRADIENT) {
        // The preflight knows what to do about it, too.
        layers.forEach(layer -> preflight.check(layer, output));
      }
      throw e;
    }
  }

  /** The layers with just those of their tensors that the output depends on. */
  private List<LayerTensors> explained(Preflight preflight) {
    return layers.stream()
        .map(
            layer ->
                layer.tensors().size() == 1 ? layer : preflight.explained(layer, output).tensors())
        .toList();
  }
}
