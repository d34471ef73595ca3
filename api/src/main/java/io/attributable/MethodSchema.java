package io.attributable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A method as those see it who read requests: its name and its parameters.
 *
 * @param type the method's record
 * @param defaults the method with all parameters as they are unless given
 * @param parameters in the order of the record's components
 */
record MethodSchema(
    Class<? extends AttributionMethod> type,
    AttributionMethod defaults,
    List<ParameterSchema> parameters) {

  static final List<MethodSchema> ALL =
      records(AttributionMethod.class)
          .map(type -> of(type.asSubclass(AttributionMethod.class)))
          .toList();

  /** The records that a sealed interface permits, those of the interfaces among them, too. */
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(MethodSchema::records);
  }

  private static MethodSchema of(Class<? extends AttributionMethod> type) {
    return new MethodSchema(
        type,
        make(constructor(type)),
        Arrays.stream(type.getRecordComponents()).map(ParameterSchema::of).toList());
  }

  static MethodSchema of(AttributionMethod method) {
    return ALL.stream()
        .filter(schema -> schema.type.equals(method.getClass()))
        .findFirst()
        .orElseThrow();
  }

  String name() {
    return defaults.name();
  }

  List<String> parameterNames() {
    return parameters.stream().map(ParameterSchema::name).toList();
  }

  /** The parameters of a method of this type. */
  Map<String, Object> values(AttributionMethod method) {
    Map<String, Object> values = new LinkedHashMap<>();
    parameters.forEach(parameter -> values.put(parameter.name(), parameter.value(method)));
    return values;
  }

  Map<String, Object> toMap(AttributionMethod method) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name());
    map.putAll(values(method));
    return map;
  }

  /** The method with some parameters as given, each of them known and read. */
  AttributionMethod with(Map<String, Object> given) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Object[] values =
        parameters.stream()
            .map(parameter -> given.getOrDefault(parameter.name(), parameter.component(defaults)))
            .toArray();
    return make(constructor(type, types), values);
  }

  private static Constructor<? extends AttributionMethod> constructor(
      Class<? extends AttributionMethod> type, Class<?>... parameters) {
    try {
      return type.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no constructor without arguments", e);
    }
  }

  private static AttributionMethod make(
      Constructor<? extends AttributionMethod> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AttributionException invalid) {
        throw invalid;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
