package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionRequest;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Holds a reduction against the shapes of a run, before its nodes could stumble over them. */
final class RunShapes {
  private final ReducedShape shapes;
  private final RunnablePlan plan;

  RunShapes(ReducedShape shapes, RunnablePlan plan) {
    this.shapes = shapes;
    this.plan = plan;
  }

  /** What a request's reduction makes of shapes, given the shapes of its inputs. */
  static ReducedShape of(PreparedSignature signature, AttributionRequest request) {
    SignatureSchema schema = signature.layers().graph().signature();
    Map<String, Shape> inputs = new LinkedHashMap<>();
    Map<String, NdArray<?>> given = request.inputs();
    for (TensorSchema input : schema.inputs()) {
      NdArray<?> values = given.get(input.name());
      if (values != null) {
        Shape shape = values.shape();
        inputs.put(
            input.name(), Dtype.of(input.type()).map(type -> type.tensor(shape)).orElse(shape));
      }
    }
    return new ReducedShape(request.reduction(), schema, inputs);
  }

  /**
   * Checks all that is reduced. Tensors of unknown rank are looked at in a run of their own.
   *
   * @throws io.attributable.AttributionException REDUCTION_SHAPE
   */
  void check(Feeds feeds) {
    if (shapes.isWhole()) {
      return;
    }
    Map<Boolean, List<TensorInfo>> tensors =
        plan.plan().layers().stream()
            .flatMap(layer -> layer.tensors().stream())
            .map(AttributionPlan.Tensor::info)
            .distinct()
            .collect(Collectors.partitioningBy(tensor -> tensor.shape().isUnknown()));
    tensors.getOrDefault(false, List.of()).forEach(info -> shapes.of(info.name(), info.shape()));
    List<TensorInfo> unknown = tensors.getOrDefault(true, List.of());
    if (!unknown.isEmpty()) {
      lookAt(unknown, feeds);
    }
  }

  private void lookAt(List<TensorInfo> tensors, Feeds feeds) {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    List<TensorInfo> made = new ArrayList<>();
    for (TensorInfo info : tensors) {
      Optional<Tensor> fed = feeds.input(plan.output(info.tensor()));
      fed.ifPresentOrElse(values -> shapes.of(info.name(), values.shape()), () -> made.add(info));
    }
    if (made.isEmpty()) {
      return;
    }
    made.forEach(info -> runner.fetch(plan.output(info.tensor())));
    try (Result result = runner.run()) {
      for (int i = 0; i < made.size(); i++) {
        shapes.of(made.get(i).name(), result.get(i).shape());
      }
    }
  }
}
