package io.attributable.graph.write;

import io.attributable.graph.flat.FlatGraph;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.proto.FunctionDef;

/** The functions that gradients of loops and branches bring along. Not thread-safe. */
public final class AddedFunctions {
  private final FlatGraph base;
  private final Map<String, FunctionDef> added = new LinkedHashMap<>();

  AddedFunctions(FlatGraph base) {
    this.base = base;
  }

  /**
   * Adds a function.
   *
   * @param label what its name begins with
   * @param function given the name, which no other function has
   * @return the name
   */
  public String add(String label, Function<String, FunctionDef> function) {
    String name = label;
    for (int i = 1; isTaken(name); i++) {
      name = label + "_" + i;
    }
    added.put(name, function.apply(name));
    return name;
  }

  /** All of them. */
  public Collection<FunctionDef> all() {
    return Collections.unmodifiableCollection(added.values());
  }

  private boolean isTaken(String name) {
    return added.containsKey(name)
        || base.library().getFunctionList().stream()
            .anyMatch(function -> function.getSignature().getName().equals(name));
  }
}
