package io.attributable.tensorflow.internal.perturb;

import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.PlannedPerturbation;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** Finds the shapes of what a request perturbs: of inputs as they are given, of layers by a run. */
final class PerturbedTensors {
  private final PreparedRequest request;
  private final PlanExecutor executor;
  private final PlannedPerturbation planned;

  PerturbedTensors(PreparedRequest request, PlanExecutor executor) {
    this.request = request;
    this.executor = executor;
    this.planned = executor.plan().plan().perturbation().orElseThrow();
  }

  /** Each tensor once, in the order of the request. */
  List<PerturbedTensor> find() {
    Map<TensorRef, Shape> layers = ofLayers();
    Map<TensorRef, PerturbedTensor> found = new LinkedHashMap<>();
    for (LayerTensors layer : request.layers().tensors()) {
      for (TensorInfo tensor : layer.tensors()) {
        Shape shape = layers.get(tensor.tensor());
        found.putIfAbsent(
            tensor.tensor(),
            shape != null
                ? new PerturbedTensor(layer.address(), tensor, shape.tail(), false)
                : ofInput(tensor));
      }
    }
    return new ArrayList<>(found.values());
  }

  private PerturbedTensor ofInput(TensorInfo tensor) {
    TensorSchema input =
        request.signature().graph().signature().inputs().stream()
            .filter(schema -> schema.tensor().equals(tensor.tensor()))
            .findFirst()
            .orElseThrow();
    Optional<NdArray<?>> given = Optional.ofNullable(request.request().inputs().get(input.name()));
    Shape shape = given.map(NdArray::shape).orElse(input.shape());
    return new PerturbedTensor(input.name(), tensor, shape.tail(), true);
  }

  private Map<TensorRef, Shape> ofLayers() {
    if (planned.sizes().isEmpty()) {
      return Map.of();
    }
    Session.Runner runner = executor.plan().runner();
    executor.feeds().feedInputs(runner);
    Fetches fetches = new Fetches(executor.plan(), runner);
    planned.sizes().values().forEach(fetches::add);
    try (Result result = executor.plan().run(runner)) {
      Map<TensorRef, Shape> shapes = new LinkedHashMap<>();
      planned
          .sizes()
          .forEach(
              (tensor, sizes) -> shapes.put(tensor, shape((TInt64) fetches.of(sizes, result))));
      return shapes;
    }
  }

  private static Shape shape(TInt64 sizes) {
    long[] shape = new long[Math.toIntExact(sizes.size())];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.getLong(i);
    }
    return Shape.of(shape);
  }
}
