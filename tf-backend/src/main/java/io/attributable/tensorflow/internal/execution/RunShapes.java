package io.attributable.tensorflow.internal.execution;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.tensorflow.internal.request.PreparedRequest;
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
import org.tensorflow.proto.DataType;

/**
 * Holds a method and a reduction against the shapes of a run, before their nodes could stumble over
 * them.
 */
final class RunShapes {
  private final MethodPlan method;
  private final ReducedShape reduction;

  private RunShapes(MethodPlan method, ReducedShape reduction) {
    this.method = method;
    this.reduction = reduction;
  }

  /** What a request makes of shapes, given those of its inputs. */
  static RunShapes of(PreparedRequest request) {
    SignatureSchema schema = request.signature().graph().signature();
    Map<String, Shape> inputs = new LinkedHashMap<>();
    Map<String, NdArray<?>> given = request.request().inputs();
    for (TensorSchema input : schema.inputs()) {
      NdArray<?> values = given.get(input.name());
      if (values != null) {
        Shape shape = values.shape();
        inputs.put(
            input.name(), Dtype.of(input.type()).map(type -> type.tensor(shape)).orElse(shape));
      }
    }
    return new RunShapes(
        request.method().plan(), new ReducedShape(request.request().reduction(), schema, inputs));
  }

  /**
   * The shape of what becomes of a tensor.
   *
   * @throws io.attributable.AttributionException METHOD_NOT_APPLICABLE, REDUCTION_SHAPE
   */
  ReducedShape.Result result(String name, Shape shape) {
    return reduction.of(name, method.shape(name, shape));
  }

  /** The type of what becomes of a tensor of a type. */
  DataType type(DataType type) {
    return reduction.type(type);
  }

  /**
   * Checks all tensors. Those of unknown rank are looked at in a run of their own.
   *
   * @throws io.attributable.AttributionException METHOD_NOT_APPLICABLE, REDUCTION_SHAPE
   */
  void check(RunnablePlan plan, Feeds feeds) {
    if (reduction.isWhole() && !method.needsShape()) {
      return;
    }
    Map<Boolean, List<TensorInfo>> tensors =
        plan.plan().results().stream()
            .map(PlannedTensor::info)
            .collect(Collectors.partitioningBy(tensor -> tensor.shape().isUnknown()));
    tensors.getOrDefault(false, List.of()).forEach(info -> result(info.name(), info.shape()));
    List<TensorInfo> unknown = tensors.getOrDefault(true, List.of());
    if (!unknown.isEmpty()) {
      lookAt(unknown, plan, feeds);
    }
  }

  private void lookAt(List<TensorInfo> tensors, RunnablePlan plan, Feeds feeds) {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    List<TensorInfo> made = new ArrayList<>();
    for (TensorInfo info : tensors) {
      Optional<Tensor> fed = feeds.input(plan.output(info.tensor()));
      fed.ifPresentOrElse(values -> result(info.name(), values.shape()), () -> made.add(info));
    }
    if (made.isEmpty()) {
      return;
    }
    made.forEach(info -> runner.fetch(plan.output(info.tensor())));
    try (Result result = plan.run(runner)) {
      for (int i = 0; i < made.size(); i++) {
        result(made.get(i).name(), result.get(i).shape());
      }
    }
  }
}
