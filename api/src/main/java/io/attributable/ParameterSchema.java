package io.attributable;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * A parameter of a method, as those see it who read requests.
 *
 * @param name as requests write it, such as {@code channel-axis}
 * @param description what it means, in one sentence
 * @param kind what its values are
 * @param accessor reads the record's component
 */
record ParameterSchema(String name, String description, ParameterKind kind, Method accessor) {

  static ParameterSchema of(RecordComponent component) {
    return new ParameterSchema(
        component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
        component.getAnnotation(MethodParameter.class).value(),
        ParameterKind.of(component.getType()),
        component.getAccessor());
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
    return ParameterKind.written(component(method));
  }
}
