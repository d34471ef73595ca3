package io.attributable.graph.served;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tensorflow.proto.DataType;

/** Names what a signature gives: the original outputs, and each layer's tensors by each method. */
final class ServedOutputs {
  private static final String POSITIONS = "/positions";

  private final SignatureSchema original;
  private final ServedRequest request;
  private final UnaryOperator<TensorSchema> marked;
  private final ReducedShape shapes;
  private final Map<String, TensorSchema> outputs = new TreeMap<>();

  /**
   * Names outputs.
   *
   * @param marked adds to a result the mark of invalid values
   */
  ServedOutputs(
      SignatureSchema original, ServedRequest request, UnaryOperator<TensorSchema> marked) {
    this.original = original;
    this.request = request;
    this.marked = marked;
    this.shapes = new ReducedShape(request.reduction(), original, Map.of());
  }

  /**
   * All of them, sorted by name.
   *
   * @param more results that are marked, too
   * @throws AttributionException EXPORT_NAME_TAKEN
   */
  List<TensorSchema> write(List<TensorSchema> more) {
    original.outputs().forEach(output -> outputs.put(output.name(), output));
    for (LayerTensors layer : request.layers()) {
      ServedLayer served = ServedLayer.of(layer);
      for (int i = 0; i < layer.tensors().size(); i++) {
        for (PlannedMethod method : request.methods()) {
          String name = served.output(method.quantity(), i);
          add(name, request.plan().tensor(layer.tensors().get(i).tensor()), method);
        }
      }
    }
    more.forEach(result -> put(marked.apply(result)));
    return new ArrayList<>(outputs.values());
  }

  private void add(String name, PlannedTensor tensor, PlannedMethod method) {
    TensorRef result = tensor.result(method.quantity());
    TensorInfo info = tensor.info();
    ReducedShape.Result shape =
        shapes.of(info.name(), method.plan().shape(info.name(), info.shape()));
    DataType type = shapes.type(info.type());
    put(marked.apply(new TensorSchema(name, result, type, shape.values())));
    TensorRef positions = request.plan().positions().get(result);
    if (positions != null && shape.positions().isPresent()) {
      put(
          new TensorSchema(
              name + POSITIONS, positions, DataType.DT_INT64, shape.positions().get()));
    }
  }

  private void put(TensorSchema output) {
    if (outputs.put(output.name(), output) != null) {
      throw new AttributionException(
          ErrorCode.EXPORT_NAME_TAKEN,
          "output",
          output.name(),
          original.name(),
          "Explain that layer once, and under a name that no output has; scope:PATH and"
              + " tensor:NODE:0 name the same layer otherwise.");
    }
  }
}
