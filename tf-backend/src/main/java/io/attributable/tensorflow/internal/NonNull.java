package io.attributable.tensorflow.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;

/** Refuses null where a caller gives several values, by the name of the parameter. */
public final class NonNull {
  private NonNull() {}

  /** Requires values, and each of them. */
  public static void all(Collection<?> values, String name) {
    Objects.requireNonNull(values, name);
    int at = 0;
    for (Object value : values) {
      int index = at++;
      Objects.requireNonNull(value, () -> name + "[" + index + "]");
    }
  }

  /** Requires values, and each of them. */
  public static void all(Object[] values, String name) {
    Objects.requireNonNull(values, name);
    all(Arrays.asList(values), name);
  }
}
