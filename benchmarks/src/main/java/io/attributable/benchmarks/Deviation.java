package io.attributable.benchmarks;

import io.attributable.AttributedTensor;
import io.attributable.Attributions;
import java.util.Iterator;
import java.util.List;
import org.tensorflow.ndarray.DoubleNdArray;

/** How far numbers are apart. */
final class Deviation {
  private Deviation() {}

  /** The largest difference, as a part of the largest number that was expected. */
  static double of(Attributions actual, Attributions expected) {
    double difference = 0;
    double largest = 0;
    Iterator<AttributedTensor> wanted = tensors(expected).iterator();
    for (AttributedTensor tensor : tensors(actual)) {
      DoubleNdArray right = wanted.next().doubles();
      Iterator<DoubleNdArray> numbers = tensor.doubles().scalars().iterator();
      for (DoubleNdArray number : right.scalars()) {
        // Math.max keeps what is not a number, so that it is not overlooked.
        difference =
            Math.max(difference, Math.abs(numbers.next().getDouble() - number.getDouble()));
        largest = Math.max(largest, Math.abs(number.getDouble()));
      }
    }
    return difference / largest;
  }

  private static List<AttributedTensor> tensors(Attributions attributions) {
    return attributions.layers().stream().flatMap(layer -> layer.tensors().stream()).toList();
  }
}
