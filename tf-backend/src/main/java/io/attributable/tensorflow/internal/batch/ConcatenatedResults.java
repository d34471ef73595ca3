package io.attributable.tensorflow.internal.batch;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Prediction;
import io.attributable.tensorflow.internal.tensor.ConcatenatedArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;

/** The results of a batch's parts as the results of the batch. */
public final class ConcatenatedResults {
  /** Parts whose results differ in more than the number of examples. */
  public static final class UnequalPartsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String tensor;

    UnequalPartsException(String tensor) {
      super("the parts of tensor " + tensor + " do not fit together");
      this.tensor = tensor;
    }

    /** The tensor whose parts have different shapes. */
    public String tensor() {
      return tensor;
    }
  }

  private final List<Attributions> parts;

  private ConcatenatedResults(List<Attributions> parts) {
    this.parts = parts;
  }

  /**
   * Joins the results of at least one part, in order.
   *
   * @throws UnequalPartsException if they do not fit together
   */
  public static Attributions of(List<Attributions> parts) {
    return parts.size() == 1 ? parts.get(0) : new ConcatenatedResults(parts).joined();
  }

  private Attributions joined() {
    Prediction prediction = prediction();
    List<Attribution> layers = new ArrayList<>();
    for (int i = 0; i < parts.get(0).layers().size(); i++) {
      Attribution first = parts.get(0).layers().get(i);
      List<AttributedTensor> tensors = new ArrayList<>();
      for (int j = 0; j < first.tensors().size(); j++) {
        tensors.add(joined(tensors(i, j)));
      }
      layers.add(
          new Attribution(
              first.layer(), first.port(), first.method(), tensors, first.unused(), prediction));
    }
    return new Attributions(layers, parts.get(0).leftOut());
  }

  private List<AttributedTensor> tensors(int layer, int tensor) {
    return parts.stream().map(part -> part.layers().get(layer).tensors().get(tensor)).toList();
  }

  private @Nullable Prediction prediction() {
    Optional<Prediction> first = parts.get(0).prediction();
    return first
        .map(
            any ->
                new Prediction(
                    any.output(),
                    joined(
                        parts.stream()
                            .map(part -> part.prediction().orElseThrow().tensor())
                            .toList())))
        .orElse(null);
  }

  private static AttributedTensor joined(List<AttributedTensor> parts) {
    AttributedTensor first = parts.get(0);
    List<NdArray<?>> values = new ArrayList<>();
    parts.forEach(part -> values.add(part.values()));
    List<NdArray<?>> tuples = new ArrayList<>();
    parts.forEach(part -> part.positions().ifPresent(tuples::add));
    Optional<LongNdArray> positions =
        tuples.isEmpty() ? Optional.empty() : Optional.of((LongNdArray) join(first.name(), tuples));
    return new AttributedTensor(
        first.name(), first.elementType(), join(first.name(), values), positions);
  }

  private static NdArray<?> join(String tensor, List<NdArray<?>> parts) {
    if (!ConcatenatedArrays.fit(parts)) {
      throw new UnequalPartsException(tensor);
    }
    return ConcatenatedArrays.of(parts);
  }
}
