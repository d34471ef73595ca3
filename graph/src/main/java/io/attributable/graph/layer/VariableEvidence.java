package io.attributable.graph.layer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that the paths of variables give: {@code dense_1/kernel} is read in {@code dense_1}. */
final class VariableEvidence {
  private final Map<Scope, String> names = new HashMap<>();
  private final Map<Scope, Map<String, Integer>> positions = new HashMap<>();

  Optional<String> name(Scope scope) {
    return Optional.ofNullable(names.get(scope));
  }

  /** Outer scopes come first, so that an inner one only sees what is left of a variable's path. */
  void examine(Scope scope) {
    Map<String, Integer> outer = outerPositions(scope);
    String own = scope.segment();
    String stripped = UniqueSuffix.strip(own);
    int literal = matches(scope, own, outer);
    int renamed = own.equals(stripped) ? 0 : matches(scope, stripped, outer);
    if (literal == 0 && renamed == 0) {
      positions.put(scope, outer);
      return;
    }
    boolean rename =
        renamed > literal || (renamed == literal && comesFirst(scope, stripped, own, outer));
    String name = rename ? stripped : own;
    names.put(scope, name);
    positions.put(scope, advanced(scope, name, outer));
  }

  private Map<String, Integer> outerPositions(Scope scope) {
    Scope parent = scope.parent();
    return parent == null ? Map.of() : positions.getOrDefault(parent, Map.of());
  }

  private static int matches(Scope scope, String name, Map<String, Integer> outer) {
    return (int) scope.variables().stream().filter(path -> find(path, name, outer) >= 0).count();
  }

  private static boolean comesFirst(
      Scope scope, String name, String other, Map<String, Integer> outer) {
    return scope.variables().stream()
        .anyMatch(
            path -> {
              int at = find(path, name, outer);
              return at >= 0 && at < find(path, other, outer);
            });
  }

  private static Map<String, Integer> advanced(
      Scope scope, String name, Map<String, Integer> outer) {
    Map<String, Integer> positions = new HashMap<>(outer);
    for (String path : scope.variables()) {
      int at = find(path, name, outer);
      if (at >= 0) {
        positions.put(path, at + 1);
      }
    }
    return positions;
  }

  /** The index of a name in a variable's path, behind the segments of outer scopes; else -1. */
  private static int find(String path, String name, Map<String, Integer> outer) {
    List<String> segments = Arrays.asList(path.split("/", -1));
    for (int i = outer.getOrDefault(path, 0); i < segments.size() - 1; i++) {
      if (segments.get(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
