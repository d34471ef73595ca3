package io.attributable;

import java.util.Locale;

/** The floating-point types whose tensors can be explained. */
public enum ElementType {
  FLOAT16,
  BFLOAT16,
  FLOAT32,
  FLOAT64;

  /** NumPy's name of the type, such as {@code float32}. */
  public String numpyName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
