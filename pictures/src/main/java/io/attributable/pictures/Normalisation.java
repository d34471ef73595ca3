package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Arrays;

/**
 * How values become shares of a scale, as captum's {@code visualize_image_attr} has it: values of
 * the sign are divided by the scale's {@link #reach}, and shares beyond 1 are cut to 1. Immutable.
 *
 * <p>The reach is the value at which the sorted magnitudes add up to {@code 100 - outliers} percent
 * of their sum: the largest ones that make up the rest share the last colour. What is no number
 * (NaN, an infinity) is left out of the sum and has no share. Where all values are zero the reach
 * is 0, and all shares are.
 *
 * @param sign which values are shown
 * @param outliers percentage of the sum of magnitudes, from 0 to less than 100
 */
public record Normalisation(Sign sign, double outliers) {
  /** All values, on a scale that ends with the largest magnitude. */
  public static final Normalisation WHOLE = new Normalisation(Sign.ALL, 0);

  /**
   * Checks the percentage.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public Normalisation {
    if (!(outliers >= 0 && outliers < 100)) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "outliers", outliers, "a percentage from 0 to less than 100");
    }
  }

  /** The magnitude that gets the last colour; 0 where there is none but 0. */
  public double reach(double... values) {
    double[] magnitudes =
        Arrays.stream(values)
            .filter(Double::isFinite)
            .map(value -> Math.abs(sign.of(value)))
            .sorted()
            .toArray();
    double sum = 0;
    for (double magnitude : magnitudes) {
      sum += magnitude;
    }
    return Double.isFinite(sum) ? threshold(magnitudes, sum) : magnitudes[magnitudes.length - 1];
  }

  private double threshold(double[] magnitudes, double sum) {
    double enough = sum * 0.01 * (100.0 - outliers);
    double running = 0;
    for (double magnitude : magnitudes) {
      running += magnitude;
      if (running >= enough && running > 0) {
        return magnitude;
      }
    }
    return magnitudes.length == 0 ? 0 : magnitudes[magnitudes.length - 1];
  }

  /**
   * The value's share of a scale: from -1 to 1, below 0 for negative values; NaN for what is no
   * number.
   */
  public double share(double value, double reach) {
    if (!Double.isFinite(value)) {
      return Double.NaN;
    }
    double shown = sign.of(value);
    return reach == 0 || shown == 0 ? 0 : Math.max(-1, Math.min(1, shown / reach));
  }

  /** The shares of all values, on the scale that they make together. */
  public double[] shares(double... values) {
    double reach = reach(values);
    return Arrays.stream(values).map(value -> share(value, reach)).toArray();
  }
}
