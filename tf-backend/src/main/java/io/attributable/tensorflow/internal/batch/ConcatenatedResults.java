package io.attributable.tensorflow.internal.batch;

import io.attributable.AttributedTensor;
import io.attributable.Attributions;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.tensor.ConcatenatedArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private ConcatenatedResults() {}

  /**
   * Joins the results of at least one part, in order.
   *
   * @throws UnequalPartsException if they do not fit together
   */
  public static Attributions of(List<Attributions> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : ResultAssembler.combine(parts, ConcatenatedResults::joined);
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
