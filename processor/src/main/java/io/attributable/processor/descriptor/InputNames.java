package io.attributable.processor.descriptor;

import io.attributable.graph.declared.ModelTensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The methods that take inputs, by the inputs' names. A served model cannot be renamed, so names
 * that are equal in Java are numbered; case is ignored, as on some file systems of class files.
 */
final class InputNames {
  private final Map<String, String> methods = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private InputNames() {}

  /** Names that are Java's own stay as they are, whatever others become. */
  static InputNames of(List<String> inputs) {
    InputNames names = new InputNames();
    inputs.stream().filter(InputNames::isPlain).forEach(names::add);
    inputs.stream().filter(input -> !isPlain(input)).forEach(names::add);
    return names;
  }

  /** The method that takes an input. */
  String of(ModelTensor input) {
    return Objects.requireNonNull(methods.get(input.name()));
  }

  private static boolean isPlain(String input) {
    return JavaIdentifier.of(input).equals(input);
  }

  private void add(String input) {
    String method = JavaIdentifier.of(input);
    String free = method;
    for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
      free = method + "_" + number;
    }
    methods.put(input, free);
  }
}
