package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.inputs.source.NamedFile;
import io.attributable.npy.NpyArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads gradient weights from a {@code .npy} file that holds a vector of floating-point numbers.
 */
public final class WeightsFile {
  private final NamedFile file;

  private WeightsFile(NamedFile file) {
    this.file = file;
  }

  /**
   * One weight per example.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public static List<Double> read(Path file) {
    return new WeightsFile(new NamedFile(file, "the weights")).read();
  }

  private List<Double> read() {
    NpyArray array = file.array();
    if (array.shape().numDimensions() != 1) {
      throw file.unreadable("it has shape " + array.shape() + ", but weights are a vector");
    }
    List<Double> weights = new ArrayList<>();
    array.values().scalars().forEach(scalar -> weights.add(number(scalar.getObject())));
    return weights;
  }

  private double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw file.unreadable("it holds no numbers");
  }
}
