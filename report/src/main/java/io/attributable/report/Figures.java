package io.attributable.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as pages write them. */
final class Figures {
  private static final int DIGITS = 4;
  private static final double SMALL = 1e-4;
  private static final double LARGE = 1e7;

  private Figures() {}

  /** Four digits, such as {@code 0.1235}, {@code −4.5e−7}. */
  static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    String sign = value < 0 ? "−" : "";
    if (size != 0 && (size < SMALL || size >= LARGE)) {
      return sign + String.format(Locale.ROOT, "%.2e", size).replace("-", "−");
    }
    BigDecimal rounded = new BigDecimal(size).round(new MathContext(DIGITS)).stripTrailingZeros();
    return sign + rounded.toPlainString();
  }

  /** A share of 1, such as {@code 97.3 %}. */
  static String percent(double share) {
    double hundredths = 100 * share;
    if (hundredths > 0 && hundredths < 0.1) {
      return "< 0.1 %";
    }
    return hundredths < 100 && hundredths > 99.9
        ? "> 99.9 %"
        : String.format(Locale.ROOT, "%.1f %%", hundredths);
  }

  /** With a plus. */
  static String signed(double value) {
    return value > 0 ? "+" + plain(value) : plain(value);
  }

  /** Of bytes, such as {@code 1.2 MB}. */
  static String size(long bytes) {
    return bytes < 1_000_000
        ? Math.max(1, Math.round(bytes / 1000.0)) + " kB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
