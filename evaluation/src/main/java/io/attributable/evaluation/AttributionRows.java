package io.attributable.evaluation;

import io.attributable.AttributedTensor;
import java.util.Arrays;
import java.util.List;

/** Attributions as rows, one number for each element of the explained inputs. */
record AttributionRows(ExplainedInputs inputs, String method) {

  /** Those of all explained inputs; maps without channels are shared out among the channels. */
  double[][] of(List<AttributedTensor> tensors) {
    double[][] rows = ArrayRows.of(tensors.get(0));
    for (AttributedTensor tensor : tensors.subList(1, tensors.size())) {
      double[][] others = ArrayRows.of(tensor);
      for (int i = 0; i < rows.length; i++) {
        rows[i] = joined(rows[i], others[i]);
      }
    }
    return Arrays.stream(rows).map(row -> whole(row, tensors)).toArray(double[][]::new);
  }

  private static double[] joined(double[] one, double[] other) {
    double[] joined = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, joined, one.length, other.length);
    return joined;
  }

  private double[] whole(double[] row, List<AttributedTensor> tensors) {
    int elements = inputs.elements();
    if (row.length == elements) {
      return row;
    }
    if (inputs.picture().isEmpty() || row.length == 0 || row.length != inputs.features().count()) {
      throw ExplainedInputs.refused(
          "method \"" + method + "\"",
          "its attributions are of shape %s, and not of the inputs' %d elements"
              .formatted(Arrays.toString(tensors.get(0).shape()), elements),
          "Evaluate a method that explains the inputs.");
    }
    int channels = elements / row.length;
    double[] whole = new double[elements];
    for (int i = 0; i < elements; i++) {
      whole[i] = row[i / channels] / channels;
    }
    return whole;
  }
}
