package io.attributable.tensorflow.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The modules that the fields of a model hold, by the names of the fields. Not thread-safe. */
public final class Modules {
  private final Map<String, List<Object>> byField = new LinkedHashMap<>();

  private Modules() {}

  /** No module yet. */
  public static Modules none() {
    return new Modules();
  }

  /**
   * Adds the modules of a field.
   *
   * @param held a module, or modules in a list, a map or an array; null for none
   */
  public Modules add(String field, @Nullable Object held) {
    List<Object> modules = byField.computeIfAbsent(field, unused -> new ArrayList<>());
    collect(held, modules);
    return this;
  }

  private static void collect(@Nullable Object held, List<Object> modules) {
    if (held instanceof Iterable<?> several) {
      several.forEach(each -> collect(each, modules));
    } else if (held instanceof Map<?, ?> named) {
      collect(named.values(), modules);
    } else if (held instanceof Object[] array) {
      collect(Arrays.asList(array), modules);
    } else if (held != null) {
      modules.add(held);
    }
  }

  /** The modules of each field, in the order of the fields. */
  public Map<String, List<Object>> byField() {
    return byField;
  }
}
