package io.attributable.spark.internal.rows;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.spark.internal.cell.TensorCell;
import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** The values of a tensor, by row: of dimension 0. Several threads may read them. */
final class RowValues {
  private final String layer;
  private final int[] shape;
  private final int length;
  private final float[] all;

  private RowValues(String layer, int[] shape, int length, float[] all) {
    this.layer = layer;
    this.shape = shape;
    this.length = length;
    this.all = all;
  }

  /**
   * The values of a tensor that has a row for each row of the data frame.
   *
   * @param rows how many were explained
   * @throws AttributionException LAYER_WITHOUT_ROWS where dimension 0 is another, as in tensors by
   *     time, and those whose rows are the steps of all examples
   */
  static RowValues of(String layer, AttributedTensor tensor, int rows) {
    requireRows(layer, tensor, rows);
    return of(layer, tensor);
  }

  /**
   * Requires that a tensor has a row for each row of the data frame.
   *
   * @throws AttributionException LAYER_WITHOUT_ROWS, as {@link #of}
   */
  static void requireRows(String layer, AttributedTensor tensor, int rows) {
    require(
        "The attribution of layer \"" + layer + "\"",
        tensor,
        rows,
        "Explain a layer whose dimension 0 is the example.");
  }

  /**
   * The values of an output that has a row for each row of the data frame.
   *
   * @param rows how many were explained
   * @throws AttributionException LAYER_WITHOUT_ROWS, as {@link #of}
   */
  static RowValues ofOutput(String output, AttributedTensor tensor, int rows) {
    require("Output \"" + output + "\"", tensor, rows, "Leave predictionCol out.");
    return of(output, tensor);
  }

  private static void require(String what, AttributedTensor tensor, int rows, String remedy) {
    long[] sizes = tensor.shape();
    if (sizes.length == 0 || sizes[0] != rows) {
      throw new AttributionException(
          ErrorCode.LAYER_WITHOUT_ROWS, what, rows, Arrays.toString(sizes), remedy);
    }
  }

  private static RowValues of(String layer, AttributedTensor tensor) {
    FloatNdArray floats = tensor.floats();
    float[] all = new float[Math.toIntExact(floats.size())];
    floats.copyTo(DataBuffers.of(all, false, false));
    long[] sizes = tensor.shape();
    int[] shape = new int[sizes.length - 1];
    int length = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(sizes[i + 1]);
      length *= shape[i];
    }
    return new RowValues(layer, shape, length, all);
  }

  /** Those of a row. */
  float[] values(int row) {
    return Arrays.copyOfRange(all, row * length, (row + 1) * length);
  }

  /**
   * The cell of a row.
   *
   * @throws AttributionException RESULT_NOT_FINITE
   */
  TensorCell cell(int row) {
    float[] values = values(row);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new AttributionException(ErrorCode.RESULT_NOT_FINITE, layer, value);
      }
    }
    TensorCell cell = new TensorCell();
    cell.setShape(shape);
    cell.setValues(values);
    return cell;
  }
}
