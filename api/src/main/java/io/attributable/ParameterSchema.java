package io.attributable;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A parameter of a method, as those see it who read requests.
 *
 * @param name as requests write it, such as {@code channel-axis}
 * @param description what it means, in one sentence
 * @param type of the record's component
 * @param accessor reads the component
 */
record ParameterSchema(String name, String description, Class<?> type, Method accessor) {
  private static final Map<Class<?>, Function<String, Object>> NUMBERS =
      Map.of(
          int.class, Integer::valueOf,
          long.class, Long::valueOf,
          double.class, Double::valueOf);

  /** How a parameter that has arrays is read. */
  private record ArrayForm(Function<Object, Optional<?>> read, String valid) {}

  private static final Map<Class<?>, ArrayForm> ARRAYS =
      Map.of(
          Baseline.class,
          new ArrayForm(Baseline::read, "a number, or numbers and arrays by input"),
          Baselines.class,
          new ArrayForm(Baselines::read, "arrays by input, each with a row for each baseline"));

  static ParameterSchema of(RecordComponent component) {
    return new ParameterSchema(
        component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
        component.getAnnotation(MethodParameter.class).value(),
        component.getType(),
        component.getAccessor());
  }

  /** Whether it needs no value on the command line. */
  boolean isFlag() {
    return type == boolean.class;
  }

  /** The record's component. */
  Object component(AttributionMethod method) {
    try {
      return accessor.invoke(method);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The component as requests write it; arrays as they are. */
  Object value(AttributionMethod method) {
    Object component = component(method);
    return component instanceof Enum<?> constant ? word(constant) : component;
  }

  /** What values look like, for those who gave another one. */
  String valid() {
    if (isFlag()) {
      return "true or false";
    }
    if (ARRAYS.containsKey(type)) {
      return ARRAYS.get(type).valid();
    }
    return type.isEnum()
        ? constants().stream().map(ParameterSchema::word).collect(Collectors.joining(" or "))
        : type == double.class ? "a number" : "a whole number";
  }

  /** The component that a value stands for; empty where it stands for none. */
  Optional<Object> read(Object value) {
    return ARRAYS.containsKey(type)
        ? ARRAYS.get(type).read().apply(value).map(Object.class::cast)
        : readText(String.valueOf(value));
  }

  private Optional<Object> readText(String text) {
    if (isFlag()) {
      return text.equals("true") || text.equals("false")
          ? Optional.of(Boolean.valueOf(text))
          : Optional.empty();
    }
    if (type.isEnum()) {
      return constants().stream()
          .filter(constant -> word(constant).equals(text))
          .map(Object.class::cast)
          .findFirst();
    }
    try {
      return Optional.of(Objects.requireNonNull(NUMBERS.get(type)).apply(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private List<? extends Enum<?>> constants() {
    return Arrays.stream(type.getEnumConstants()).map(constant -> (Enum<?>) constant).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
