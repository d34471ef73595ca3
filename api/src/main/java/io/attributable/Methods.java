package io.attributable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** All {@linkplain AttributionMethod methods} by the names that requests give them. */
public final class Methods {
  private Methods() {}

  /**
   * A parameter of one or more methods.
   *
   * @param name as requests write it, such as {@code channel-axis}
   * @param description what it means, in one sentence
   * @param flag whether it is true or false
   * @param valid what its values look like
   * @param methods the names of the methods that have it
   */
  public record Parameter(
      String name, String description, boolean flag, String valid, List<String> methods) {
    /** Copies the list. */
    public Parameter {
      methods = List.copyOf(methods);
    }
  }

  /** The names of all methods, such as {@code gradient-x-activation}. */
  public static List<String> names() {
    return MethodSchema.ALL.stream().map(MethodSchema::name).toList();
  }

  /** All parameters there are; one that several methods share is told once. */
  public static List<Parameter> parameters() {
    return MethodSchema.ALL.stream()
        .flatMap(method -> method.parameters().stream())
        .map(ParameterSchema::name)
        .distinct()
        .map(Methods::parameter)
        .toList();
  }

  private static Parameter parameter(String name) {
    List<MethodSchema> having =
        MethodSchema.ALL.stream().filter(method -> method.parameterNames().contains(name)).toList();
    ParameterSchema first =
        having.get(0).parameters().stream()
            .filter(parameter -> parameter.name().equals(name))
            .findFirst()
            .orElseThrow();
    return new Parameter(
        name,
        first.description(),
        first.isFlag(),
        first.valid(),
        having.stream().map(MethodSchema::name).toList());
  }

  /**
   * A method with its defaults.
   *
   * @throws AttributionException UNKNOWN_METHOD
   */
  public static AttributionMethod of(String name) {
    return of(name, Map.of());
  }

  /**
   * A method by its name.
   *
   * @param parameters those that are not to be as they are by default: texts, numbers and truth
   *     values by name
   * @throws AttributionException UNKNOWN_METHOD, METHOD_PARAMETER
   */
  public static AttributionMethod of(String name, Map<String, ?> parameters) {
    Objects.requireNonNull(name, "name");
    NonNull.all(parameters, "parameters");
    MethodSchema schema =
        MethodSchema.ALL.stream()
            .filter(method -> method.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new AttributionException(
                        ErrorCode.UNKNOWN_METHOD,
                        name,
                        String.join(", ", names()),
                        Suggestions.didYouMean(name, names())));
    Map<String, Object> read = new HashMap<>();
    parameters.forEach((parameter, value) -> read.put(parameter, read(schema, parameter, value)));
    return schema.with(read);
  }

  private static Object read(MethodSchema schema, String name, Object value) {
    ParameterSchema parameter =
        schema.parameters().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(schema, name));
    return parameter
        .read(value)
        .orElseThrow(() -> invalid(schema.name(), name, value, "it must be " + parameter.valid()));
  }

  private static AttributionException unknown(MethodSchema schema, String name) {
    String known =
        schema.parameters().isEmpty()
            ? "it has none"
            : schema.parameterNames().stream()
                .collect(Collectors.joining("\", \"", "it has \"", "\""));
    return new AttributionException(
        ErrorCode.METHOD_PARAMETER,
        schema.name(),
        name,
        "does not exist: " + known + nearest(schema, name));
  }

  private static String nearest(MethodSchema schema, String name) {
    List<String> nearest = Suggestions.nearest(name, schema.parameterNames());
    return nearest.isEmpty() ? "" : ", of which \"" + nearest.get(0) + "\" is nearest";
  }

  /** A parameter whose value the method cannot take. */
  static AttributionException invalid(String method, String name, Object value, String problem) {
    return new AttributionException(
        ErrorCode.METHOD_PARAMETER, method, name, "cannot be \"" + value + "\": " + problem);
  }
}
