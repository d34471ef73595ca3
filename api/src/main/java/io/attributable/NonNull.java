package io.attributable;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Refuses null in collections and arrays of arguments, naming the parameter. Safe for any number of
 * threads.
 */
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

  /** Requires values, their names, and each of them. */
  public static void all(Map<?, ?> values, String name) {
    Objects.requireNonNull(values, name);
    values.forEach(
        (key, value) -> {
          Objects.requireNonNull(key, () -> name + "[null]");
          Objects.requireNonNull(value, () -> name + "[" + key + "]");
        });
  }
}
