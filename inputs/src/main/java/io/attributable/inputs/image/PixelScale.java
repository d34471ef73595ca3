package io.attributable.inputs.image;

import io.attributable.AttributionException;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ImagePreprocess.ValueRange;
import java.util.List;

/** Which number a pixel's value becomes. */
final class PixelScale {
  private static final ValueRange BYTES = new ValueRange(0, 255);

  private final ValueRange range;
  private final List<Double> mean;
  private final List<Double> std;

  private PixelScale(ValueRange range, List<Double> mean, List<Double> std) {
    this.range = range;
    this.mean = mean;
    this.std = std;
  }

  /**
   * What was said; 0 to 255 for whole numbers, which can hold nothing else.
   *
   * @throws AttributionException INPUT_CONVERSION if nothing was said of fractions, or a list is
   *     not as long as there are channels
   */
  static PixelScale of(
      NamedTensor input, InputDtype dtype, ImagePreprocess said, int depth, String origin) {
    if (!dtype.isFloat() && !dtype.isInteger()) {
      throw input.conversion(origin, "pictures are no " + dtype.typeName(), "");
    }
    if (said.range().isEmpty() && dtype.isFloat()) {
      throw unsaid(input, origin);
    }
    return new PixelScale(
        said.range().orElse(BYTES),
        perChannel(input, "mean", said.mean(), depth, origin),
        perChannel(input, "std", said.std(), depth, origin));
  }

  private static AttributionException unsaid(NamedTensor input, String origin) {
    return input.conversion(
        origin,
        "nothing says which numbers its pixels become",
        ("Say \"preprocess\": \"0..255\" (the model scales pixels itself), \"0..1\", \"-1..1\","
                + " \"torch\" or \"caffe\" of it in a model card, or, on the command line,"
                + " --preprocess %s=0..255.")
            .formatted(input.name()));
  }

  private static List<Double> perChannel(
      NamedTensor input, String key, List<Double> numbers, int depth, String origin) {
    if (numbers.size() > 1 && numbers.size() != depth) {
      throw input.conversion(
          origin,
          "\"%s\" has %d numbers, but a pixel %d".formatted(key, numbers.size(), depth),
          "Give a number per channel, or one for all.");
    }
    return numbers;
  }

  /** The number that a value from 0 to 255 becomes. */
  double apply(double value, int channel) {
    double scaled =
        range.equals(BYTES) ? value : range.low() + value / 255 * (range.high() - range.low());
    return (scaled - at(mean, channel, 0)) / at(std, channel, 1);
  }

  private static double at(List<Double> numbers, int channel, double absent) {
    if (numbers.isEmpty()) {
      return absent;
    }
    return numbers.get(numbers.size() == 1 ? 0 : channel);
  }
}
