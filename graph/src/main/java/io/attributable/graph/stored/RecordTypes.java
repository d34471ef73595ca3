package io.attributable.graph.stored;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Takes records apart and puts them together. */
final class RecordTypes {
  private RecordTypes() {}

  static Object value(Record tuple, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(tuple);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException("cannot be read: " + component, e);
    }
  }

  /**
   * The constructor that takes all components.
   *
   * @throws IllegalArgumentException if it cannot be called from here
   */
  static <T> Constructor<T> constructor(Class<T> type) {
    Class<?>[] parts =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(parts);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException("cannot be made: " + type, e);
    }
  }
}
