package io.attributable.processor.compiler;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of layers and outputs that the model does not bear out. */
public enum Validation {
  /** They are compile errors. */
  ERROR,
  /** They are warnings, and fail at run time when they are used. */
  WARN,
  /** They are not looked up; mistakes show at run time. */
  OFF;

  /** The word in the option's value, such as {@code warn}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Validation> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst();
  }
}
