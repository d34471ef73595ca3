package io.attributable.junit;

import io.attributable.AttributionRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A request of a test.
 *
 * @param name what failures call it
 */
record NamedRequest(String name, AttributionRequest request) {

  /** Those that a static method of a test class gives. */
  static List<NamedRequest> of(Class<?> test, String method) {
    List<NamedRequest> requests = new ArrayList<>();
    Object given = call(test, method);
    if (given instanceof Map<?, ?> named) {
      named.forEach((name, request) -> requests.add(of(String.valueOf(name), request)));
    } else if (given instanceof Stream<?> stream) {
      stream.forEach(request -> requests.add(of("request " + (requests.size() + 1), request)));
    } else if (given instanceof Iterable<?> all) {
      all.forEach(request -> requests.add(of("request " + (requests.size() + 1), request)));
    }
    if (requests.isEmpty()) {
      throw new ExtensionConfigurationException(
          "%s.%s() gives no requests".formatted(test.getName(), method));
    }
    return requests;
  }

  private static NamedRequest of(String name, Object request) {
    if (request instanceof AttributionRequest known) {
      return new NamedRequest(name, known);
    }
    throw new ExtensionConfigurationException(
        "\"%s\" is a %s, but must be an AttributionRequest"
            .formatted(name, request.getClass().getName()));
  }

  private static Object call(Class<?> test, String name) {
    for (Class<?> type = test; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == 0
            && Modifier.isStatic(method.getModifiers())) {
          return called(method);
        }
      }
    }
    throw new ExtensionConfigurationException(
        "%s has no static method \"%s\" without parameters, which would give the requests"
            .formatted(test.getName(), name));
  }

  private static Object called(Method method) {
    try {
      method.setAccessible(true);
      return method.invoke(null);
    } catch (InvocationTargetException e) {
      throw new ExtensionConfigurationException(
          method.getName() + "() gives no requests: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ExtensionConfigurationException(method.getName() + "() cannot be called", e);
    }
  }
}
