package io.attributable.cli;

import io.attributable.Methods;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What usage texts say of a parameter that one or more methods have. */
final class ParameterHelp {
  private ParameterHelp() {}

  /** A line for each meaning that it has, mostly one. */
  static String[] of(Methods.Parameter parameter) {
    Map<String, List<Methods.Use>> byMeaning =
        parameter.uses().stream()
            .collect(
                Collectors.groupingBy(
                    Methods.Use::description, LinkedHashMap::new, Collectors.toList()));
    return byMeaning.entrySet().stream()
        .map(entry -> "Of " + methods(entry.getValue()) + ": " + entry.getKey())
        .map(ParameterHelp::escaped)
        .toArray(String[]::new);
  }

  /** With one default for all, if they have the same. */
  private static String methods(List<Methods.Use> uses) {
    Set<Object> defaults =
        uses.stream()
            .map(Methods.Use::byDefault)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (defaults.size() > 1) {
      return uses.stream()
          .map(use -> use.method() + byDefault(use))
          .collect(Collectors.joining(", "));
    }
    return uses.stream().map(Methods.Use::method).collect(Collectors.joining(", "))
        + byDefault(uses.get(0));
  }

  private static String byDefault(Methods.Use use) {
    return use.byDefault().equals("") ? " (required)" : " (default: " + use.byDefault() + ")";
  }

  /** Descriptions are formats to picocli. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
