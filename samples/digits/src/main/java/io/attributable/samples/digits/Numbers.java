package io.attributable.samples.digits;

import java.util.Locale;

/** Numbers as a reader wants them. */
final class Numbers {
  private Numbers() {}

  /** Three significant digits and a sign, with a true minus: {@code −4.33}, {@code +0.0123}. */
  static String signed(double value) {
    double size = Math.abs(value);
    String digits;
    if (size == 0) {
      return "0";
    } else if (size >= 1e4 || size < 1e-3) {
      digits = String.format(Locale.ROOT, "%.2e", size);
    } else {
      int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
      digits = String.format(Locale.ROOT, "%." + decimals + "f", size);
    }
    return (value < 0 ? "−" : "+") + digits;
  }

  /** Such as {@code 52.3%}; what is not quite 0 or 100 does not become it by rounding. */
  static String percent(double share) {
    double percent = 100 * share;
    if (percent > 0 && percent < 0.05) {
      return "< 0.1%";
    }
    if (percent < 100 && percent >= 99.95) {
      return "> 99.9%";
    }
    return String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** {@code a 3}, {@code an 8}. */
  static String withArticle(int digit) {
    return (digit == 8 ? "an " : "a ") + digit;
  }
}
