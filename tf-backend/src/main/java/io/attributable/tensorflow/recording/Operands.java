package io.attributable.tensorflow.recording;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;

/** The operands of one side of a call, by name, in the order in which they were given. */
final class Operands {
  private final Map<String, Output<?>> byName = new LinkedHashMap<>();

  /**
   * Adds an operand, or those in a list, a map or an array. Whatever else there is, is left out.
   *
   * @param name what one operand is called; several are counted behind it, or have a map's keys
   */
  void add(String name, @Nullable Object value) {
    if (value instanceof Operand<?> operand) {
      byName.put(unused(name), operand.asOutput());
    } else if (value instanceof Iterable<?> several) {
      int number = 1;
      for (Object each : several) {
        add(name + "#" + number++, each);
      }
    } else if (value instanceof Object[] array) {
      add(name, Arrays.asList(array));
    } else if (value instanceof Map<?, ?> named) {
      named.forEach((key, each) -> add(String.valueOf(key), each));
    }
  }

  private String unused(String name) {
    String unused = name;
    for (int number = 2; byName.containsKey(unused); number++) {
      unused = name + "_" + number;
    }
    return unused;
  }

  Map<String, Output<?>> byName() {
    return byName;
  }
}
