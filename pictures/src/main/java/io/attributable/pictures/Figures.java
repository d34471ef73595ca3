package io.attributable.pictures;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as pictures write them: three digits, and a minus that is as wide as a plus. */
final class Figures {
  private static final MathContext THREE = new MathContext(3);
  private static final double SMALL = 1e-3;
  private static final double LARGE = 1e6;

  private Figures() {}

  /** Such as {@code +0.123}, {@code −4.5e−7}, {@code 0}, {@code NaN}, {@code −∞}. */
  static String signed(double value) {
    return value > 0 ? "+" + plain(value) : plain(value);
  }

  /** Without a plus. */
  static String plain(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    String sign = value < 0 ? "−" : "";
    return sign + (Double.isInfinite(value) ? "∞" : magnitude(Math.abs(value)));
  }

  private static String magnitude(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE).stripTrailingZeros();
    if (value >= SMALL && value < LARGE) {
      return rounded.toPlainString();
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    String digits = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return digits + "e" + (exponent < 0 ? "−" : "") + Math.abs(exponent);
  }
}
