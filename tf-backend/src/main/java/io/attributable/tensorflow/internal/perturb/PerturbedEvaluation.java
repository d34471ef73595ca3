package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributedTensor;
import io.attributable.Convergence;
import io.attributable.ElementType;
import io.attributable.Estimation;
import io.attributable.Permutation;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.tensorflow.internal.execution.Evaluation;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;

/** What perturbations gave for one target. */
final class PerturbedEvaluation implements Evaluation {
  private final PreparedRequest request;
  private final List<PerturbedTensor> tensors;
  private final PerturbationValues values;
  private final double[][] scores;

  /**
   * What they gave.
   *
   * @param tensors what was perturbed, each once
   * @param scores by example, the explained value at each perturbation
   */
  PerturbedEvaluation(
      PreparedRequest request,
      List<PerturbedTensor> tensors,
      PerturbationValues values,
      double[][] scores) {
    this.request = request;
    this.tensors = tensors;
    this.values = values;
    this.scores = scores;
  }

  @Override
  public AttributedTensor tensor(int layer, int tensor, int target) {
    return array(info(layer, tensor), values.tensors());
  }

  private TensorInfo info(int layer, int tensor) {
    return request.layers().tensors().get(layer).tensors().get(tensor);
  }

  private AttributedTensor array(TensorInfo info, List<double[]> of) {
    int index =
        IntStream.range(0, tensors.size())
            .filter(i -> tensors.get(i).info().tensor().equals(info.tensor()))
            .findFirst()
            .orElseThrow();
    Shape shape = tensors.get(index).row().prepend(scores.length);
    return new AttributedTensor(
        info.name(), type(info.type()), array(info.type(), shape, of.get(index)));
  }

  private static NdArray<?> array(DataType type, Shape shape, double[] numbers) {
    if (type == DataType.DT_DOUBLE) {
      return NdArrays.wrap(shape, DataBuffers.of(numbers, false, false));
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return NdArrays.wrap(shape, DataBuffers.of(floats, false, false));
  }

  /** Of what holds no floating-point numbers, values are of 32 bits. */
  private static ElementType type(DataType type) {
    return switch (type) {
      case DT_DOUBLE -> ElementType.FLOAT64;
      case DT_HALF -> ElementType.FLOAT16;
      case DT_BFLOAT16 -> ElementType.BFLOAT16;
      default -> ElementType.FLOAT32;
    };
  }

  @Override
  public Optional<AttributedTensor> prediction() {
    return Optional.empty();
  }

  /** That of all tensors together, which are perturbed together. */
  @Override
  public Optional<Convergence> convergence(int layer, int target) {
    if (values.sums().isEmpty()) {
      return Optional.empty();
    }
    List<Double> delta = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      delta.add(
          values.sums().get(i)
              - (scores[i][Perturbations.NOTHING] - scores[i][Perturbations.EVERYTHING]));
    }
    return Optional.of(
        new Convergence(at(Perturbations.NOTHING), at(Perturbations.EVERYTHING), delta, 0));
  }

  private List<Double> at(int perturbation) {
    return Arrays.stream(scores).map(row -> row[perturbation]).toList();
  }

  @Override
  public Optional<Estimation> estimation(int layer, int target) {
    List<AttributedTensor> errors = new ArrayList<>();
    if (!values.errors().isEmpty()) {
      request
          .layers()
          .tensors()
          .get(layer)
          .tensors()
          .forEach(info -> errors.add(array(info, values.errors())));
    }
    return Optional.of(
        new Estimation(
            values.evaluations(),
            at(Perturbations.NOTHING),
            request.request().method() instanceof Permutation
                ? List.of()
                : at(Perturbations.EVERYTHING),
            values.fit(),
            errors));
  }
}
