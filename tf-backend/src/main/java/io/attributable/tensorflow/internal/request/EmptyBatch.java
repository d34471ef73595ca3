package io.attributable.tensorflow.internal.request;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.Prediction;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Requests without any example: their results have no numbers, but shapes. */
public final class EmptyBatch {
  private EmptyBatch() {}

  /** Whether some input of a batch has no example. */
  public static boolean is(SignatureSchema signature, Map<String, NdArray<?>> inputs) {
    for (TensorSchema input : signature.inputs()) {
      NdArray<?> values = inputs.get(input.name());
      boolean batched =
          input.shape().isUnknown()
              || (input.shape().numDimensions() > 0 && input.shape().get(0) < 0);
      if (values != null && batched && values.rank() > 0 && values.shape().get(0) == 0) {
        return true;
      }
    }
    return false;
  }

  /** The result, if the static shapes tell it. */
  public static Optional<Attributions> result(
      AttributionPlan plan,
      AttributionRequest request,
      RequestedLayers wanted,
      ReducedShape shapes) {
    List<Attribution> attributions = new ArrayList<>();
    Prediction prediction = null;
    if (request.prediction()) {
      OutputTensor output = plan.output();
      AttributedTensor tensor = zeros(output.tensor().toString(), output.type(), output.shape());
      if (tensor == null) {
        return Optional.empty();
      }
      prediction = new Prediction(output.name(), tensor);
    }
    for (int i = 0; i < plan.layers().size(); i++) {
      AttributionPlan.Layer layer = plan.layers().get(i);
      List<AttributedTensor> tensors = new ArrayList<>();
      for (AttributionPlan.Tensor tensor : layer.tensors()) {
        TensorInfo info = tensor.info();
        AttributedTensor zeros = reduced(info, shapes);
        if (zeros == null) {
          return Optional.empty();
        }
        tensors.add(zeros);
      }
      attributions.add(
          new Attribution(
              wanted.addresses().get(i),
              layer.layer().port(),
              request.method(),
              tensors,
              wanted.unused(i),
              prediction));
    }
    return Optional.of(new Attributions(attributions, wanted.leftOut()));
  }

  private static @Nullable AttributedTensor reduced(TensorInfo info, ReducedShape shapes) {
    ReducedShape.Result shape = shapes.of(info.name(), info.shape());
    AttributedTensor zeros = zeros(info.name(), shapes.type(info.type()), shape.values());
    if (zeros == null || shape.positions().isEmpty()) {
      return zeros;
    }
    long[] sizes = shape.positions().get().asArray();
    sizes[0] = 0;
    LongNdArray positions = NdArrays.ofLongs(Shape.of(sizes));
    return new AttributedTensor(
        zeros.name(), zeros.elementType(), zeros.values(), Optional.of(positions));
  }

  /** Zeros with no example; null where more than the number of examples is unknown. */
  private static @Nullable AttributedTensor zeros(String name, DataType type, Shape known) {
    if (known.isUnknown()) {
      return null;
    }
    long[] sizes = known.asArray();
    if (sizes.length > 0 && sizes[0] < 0) {
      sizes[0] = 0;
    }
    Shape shape = Shape.of(sizes);
    if (shape.hasUnknownDimension()) {
      return null;
    }
    NdArray<?> values =
        type == DataType.DT_DOUBLE ? NdArrays.ofDoubles(shape) : NdArrays.ofFloats(shape);
    return new AttributedTensor(name, elementType(type), values);
  }

  private static ElementType elementType(DataType type) {
    return switch (type) {
      case DT_DOUBLE -> ElementType.FLOAT64;
      case DT_HALF -> ElementType.FLOAT16;
      case DT_BFLOAT16 -> ElementType.BFLOAT16;
      default -> ElementType.FLOAT32;
    };
  }
}
