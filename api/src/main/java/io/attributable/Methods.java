package io.attributable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
   * @param label how usage texts write a value, such as {@code N} or {@code global|local}
   * @param words those that the value is picked from; none where it is free
   * @param byInput whether a value may be a map of numbers and arrays, by the names of inputs
   * @param uses the methods that have it, at least one
   */
  public record Parameter(
      String name, String label, List<String> words, boolean byInput, List<Use> uses) {
    /** Copies the lists. */
    public Parameter {
      words = List.copyOf(words);
      uses = List.copyOf(uses);
    }

    /** Whether it is true or false. */
    public boolean flag() {
      return words.equals(ParameterKind.of(boolean.class).words());
    }
  }

  /**
   * A parameter in a method.
   *
   * @param method the method's name
   * @param description what the parameter means there, in one sentence
   * @param byDefault the value that it has unless given, as requests write it
   */
  public record Use(String method, String description, Object byDefault) {}

  /** The names of all methods, such as {@code gradient-x-activation}. */
  public static List<String> names() {
    return MethodSchema.ALL.stream().map(MethodSchema::name).toList();
  }

  /** All parameters there are; one that several methods share is told once. */
  public static List<Parameter> parameters() {
    Map<String, ParameterKind> kinds = new LinkedHashMap<>();
    Map<String, List<Use>> uses = new HashMap<>();
    for (MethodSchema method : MethodSchema.ALL) {
      for (ParameterSchema parameter : method.parameters()) {
        kinds.putIfAbsent(parameter.name(), parameter.kind());
        uses.computeIfAbsent(parameter.name(), name -> new ArrayList<>())
            .add(use(method, parameter));
      }
    }
    return kinds.entrySet().stream()
        .map(
            entry ->
                new Parameter(
                    entry.getKey(),
                    entry.getValue().label(),
                    entry.getValue().words(),
                    entry.getValue().byInput(),
                    uses.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  private static Use use(MethodSchema method, ParameterSchema parameter) {
    return new Use(method.name(), parameter.description(), parameter.value(method.defaults()));
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
   *     values by name; those by input as maps of numbers and arrays, or as {@link Baseline} and
   *     {@link Baselines}
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
    ParameterKind kind =
        schema.parameters().stream()
            .filter(candidate -> candidate.name().equals(name))
            .map(ParameterSchema::kind)
            .findFirst()
            .orElseThrow(() -> unknown(schema, name, value));
    return kind.read(value)
        .orElseThrow(() -> invalid(schema.name(), name, value, "it must be " + kind.valid()));
  }

  private static AttributionException unknown(MethodSchema schema, String name, Object value) {
    String known =
        schema.parameters().isEmpty()
            ? "the method has no parameters"
            : "the method has " + quoted(schema.parameterNames());
    return new AttributionException(
        ErrorCode.METHOD_PARAMETER,
        schema.name(),
        name,
        "does not exist, so that it cannot be \""
            + value
            + "\": "
            + known
            + nearest(schema, name)
            + elsewhere(name));
  }

  private static String elsewhere(String name) {
    List<String> having =
        MethodSchema.ALL.stream()
            .filter(method -> method.parameterNames().contains(name))
            .map(MethodSchema::name)
            .toList();
    return having.isEmpty() ? "" : "; \"" + name + "\" goes with " + quoted(having);
  }

  private static String quoted(List<String> names) {
    return names.stream().collect(Collectors.joining("\", \"", "\"", "\""));
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
