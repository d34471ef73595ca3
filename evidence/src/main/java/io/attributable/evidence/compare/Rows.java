package io.attributable.evidence.compare;

import io.attributable.AttributedTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** The values of a tensor by example. */
final class Rows {
  private Rows() {}

  static List<double[]> of(AttributedTensor tensor) {
    DoubleNdArray values = tensor.doubles();
    double[] flat = new double[Math.toIntExact(values.size())];
    values.copyTo(DataBuffers.of(flat, false, false));
    int examples = values.rank() == 0 ? 1 : Math.toIntExact(values.shape().get(0));
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      int length = flat.length / examples;
      rows.add(Arrays.copyOfRange(flat, i * length, (i + 1) * length));
    }
    return rows;
  }

  static String shapes(AttributedTensor one, AttributedTensor other) {
    return "it is of shape %s, and of %s in the other model"
        .formatted(Arrays.toString(one.shape()), Arrays.toString(other.shape()));
  }
}
