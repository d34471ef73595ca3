package io.attributable.tensorflow.internal.examples;

import io.attributable.AttributedTensor;
import io.attributable.Attributions;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.tensor.ConcatenatedArrays;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.index.Indices;

/** Results of a batch as results of the examples in it, which do not keep the batch alive. */
final class SplitResults {
  private final long from;
  private final long to;

  private SplitResults(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Splits the results.
   *
   * @param rows how many rows belong to each example
   */
  static List<Attributions> split(Attributions batch, long[] rows) {
    List<Attributions> split = new ArrayList<>();
    long from = 0;
    for (long count : rows) {
      split.add(new SplitResults(from, from + count).of(batch));
      from += count;
    }
    return split;
  }

  private Attributions of(Attributions batch) {
    return ResultAssembler.part(batch, Math.toIntExact(from), Math.toIntExact(to), this::of);
  }

  private AttributedTensor of(AttributedTensor whole) {
    return new AttributedTensor(
        whole.name(),
        whole.elementType(),
        rows(whole.values()),
        whole.positions().map(tuples -> (LongNdArray) rows(tuples)));
  }

  private NdArray<?> rows(NdArray<?> whole) {
    return ConcatenatedArrays.of(List.of(whole.slice(Indices.range(from, to))));
  }
}
