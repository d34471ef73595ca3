package io.attributable.tensorflow.internal.execution;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.reduce.ReducedShape;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Requests without any example: their results have no values, but shapes. */
public final class EmptyEvaluation implements Evaluation {
  private final List<List<AttributedTensor>> tensors;
  private final Optional<AttributedTensor> prediction;

  private EmptyEvaluation(
      List<List<AttributedTensor>> tensors, Optional<AttributedTensor> prediction) {
    this.tensors = tensors;
    this.prediction = prediction;
  }

  /** The evaluation, if the static shapes tell it. */
  public static Optional<Evaluation> of(PreparedRequest request) {
    RunShapes shapes = RunShapes.of(request);
    Optional<AttributedTensor> prediction = Optional.empty();
    if (request.request().prediction()) {
      OutputTensor output = request.output().orElseThrow();
      prediction =
          Optional.ofNullable(zeros(output.tensor().toString(), output.type(), output.shape()));
      if (prediction.isEmpty()) {
        return Optional.empty();
      }
    }
    List<List<AttributedTensor>> tensors = new ArrayList<>();
    for (LayerTensors layer : request.layers().tensors()) {
      List<AttributedTensor> ofLayer = new ArrayList<>();
      for (TensorInfo info : layer.tensors()) {
        AttributedTensor zeros = zeros(info, shapes);
        if (zeros == null) {
          return Optional.empty();
        }
        ofLayer.add(zeros);
      }
      tensors.add(ofLayer);
    }
    return Optional.of(new EmptyEvaluation(tensors, prediction));
  }

  @Override
  public AttributedTensor tensor(int layer, int tensor, int target) {
    return tensors.get(layer).get(tensor);
  }

  @Override
  public Optional<AttributedTensor> prediction() {
    return prediction;
  }

  private static @Nullable AttributedTensor zeros(TensorInfo info, RunShapes shapes) {
    ReducedShape.Result shape = shapes.result(info.name(), info.shape());
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
