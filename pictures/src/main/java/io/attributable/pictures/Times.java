package io.attributable.pictures;

/** Steps as time. */
final class Times {
  private Times() {}

  /** Such as {@code 0.25 s} where the rate is known, else {@code step 12}. */
  static String words(int step, double rate) {
    return rate == 0 ? "step " + step : Figures.plain(step / rate) + " s";
  }
}
