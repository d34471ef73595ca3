package io.attributable.site;

import io.attributable.Methods;
import java.util.List;

/** Writes docs/reference/methods.md. */
final class MethodsReference {
  private MethodsReference() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Methods and their parameters

        Every method by the name that requests give it, with its parameters, what they mean and what they are unless given. A test writes this page of the
        code and fails when it is stale. What each method computes, and when to take it: [methods.md](../methods.md).

        In Java the parameters are the components of the method's record, in this order; on the command line `--NAME`, in JSON `"NAME"`.
        """);
    Methods.names().forEach(method -> method(method, text));
    return text.toString();
  }

  private static void method(String method, StringBuilder text) {
    String type = Methods.of(method, required(method)).getClass().getSimpleName();
    text.append("\n## %s%n`%s`%n".formatted(method, type));
    List<Methods.Parameter> parameters =
        Methods.parameters().stream()
            .filter(
                parameter -> parameter.uses().stream().anyMatch(use -> use.method().equals(method)))
            .toList();
    if (parameters.isEmpty()) {
      text.append("\nNo parameters.\n");
      return;
    }
    text.append("\n| parameter | values | default | meaning |\n|---|---|---|---|\n");
    parameters.forEach(parameter -> parameter(parameter, method, text));
  }

  private static void parameter(Methods.Parameter parameter, String method, StringBuilder text) {
    for (Methods.Use use : parameter.uses()) {
      if (use.method().equals(method)) {
        String values =
            parameter.byInput() ? parameter.label() + ", also by input" : parameter.label();
        String byDefault = use.byDefault().equals("") ? "required" : "`" + use.byDefault() + "`";
        text.append(
            "| `%s` | %s | %s | %s |%n"
                .formatted(
                    parameter.name(),
                    GeneratedPage.cell(values),
                    GeneratedPage.cell(byDefault),
                    GeneratedPage.cell(use.description())));
      }
    }
  }

  /** Values for parameters that a method has to be given, so that it can be made. */
  private static java.util.Map<String, Object> required(String method) {
    java.util.Map<String, Object> values = new java.util.HashMap<>();
    for (Methods.Parameter parameter : Methods.parameters()) {
      parameter.uses().stream()
          .filter(use -> use.method().equals(method) && use.byDefault().equals(""))
          .forEach(use -> values.put(parameter.name(), "layer"));
    }
    return values;
  }
}
