package io.attributable.graph.tape.coverage;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The gradient registry of Python's TensorFlow, as {@code tools/gradients/registry.py} wrote it.
 */
record PythonRegistry(Map<String, Boolean> ops) {

  static PythonRegistry read() {
    Map<String, Boolean> ops = new TreeMap<>();
    for (String line : Resource.lines("python-registry.txt")) {
      String[] words = line.split(" ", -1);
      ops.put(words[0], words[1].equals("gradient"));
    }
    return new PythonRegistry(ops);
  }

  Set<String> names() {
    return ops.keySet();
  }

  /** Whether Python has a gradient for an op; nothing where Python says nothing. */
  Optional<Boolean> differentiates(String op) {
    return Optional.ofNullable(ops.get(op));
  }
}
