package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Permutation;
import io.attributable.Reduction;
import io.attributable.UnusedLayer;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.preflight.Preflight;
import io.attributable.requests.ExplainOptions;
import io.attributable.spark.internal.request.Explained;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the layers can be explained towards the output, found out without native code. */
record LayerCheck(LayerIndex layers, Explained explained) {

  /**
   * Checks all layers.
   *
   * @return by layer, how many tensors it has
   * @throws AttributionException UNKNOWN_LAYER and its like, UNUSED_LAYER, NO_GRADIENT,
   *     UNKNOWN_OUTPUT, OUTPUT_REQUIRED, METHOD_NOT_APPLICABLE
   */
  List<Integer> tensors() {
    ExplainOptions options = explained.options();
    requireRows(options);
    PlannedMethod method =
        PlannedMethod.of(options.method(), options.smoothing()).resolved(layers::resolve);
    @Nullable String named = options.output().orElse(null);
    List<Integer> tensors = new ArrayList<>();
    for (String address : explained.layers()) {
      LayerTensors layer = layers.resolve(address, options.port());
      tensors.add(count(method, layer, named));
    }
    return tensors;
  }

  private int count(PlannedMethod method, LayerTensors layer, @Nullable String named) {
    for (TensorInfo tensor : layer.tensors()) {
      method.plan().check(layers.graph(), tensor);
      method.plan().shape(tensor.name(), tensor.shape());
    }
    if (!method.plan().differentiates()) {
      if (method.plan().explains()) {
        OutputTensor.locate(layers, named).checkValues(layers.graph());
      }
      return layer.tensors().size();
    }
    OutputTensor output = OutputTensor.find(layers, named);
    return explained.options().unused() == UnusedLayer.ZEROS
        ? layer.tensors().size()
        : Preflight.of(layers).explained(layer, output).tensors().tensors().size();
  }

  /** What a row gets must not depend on others, and be the same elements for all. */
  private static void requireRows(ExplainOptions options) {
    if (options.method() instanceof Permutation) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          options.method().name(),
          "rows of a data frame",
          "it takes values from other rows of a batch, which differ from run to run",
          "Use ablation with a baseline.");
    }
    if (options.reduction().steps().stream().anyMatch(step -> step instanceof Reduction.Top)) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          "reduction " + options.reduction(),
          "rows of a data frame",
          "it chooses other neurons for each row",
          "Keep all, and sort the arrays in Spark.");
    }
  }
}
