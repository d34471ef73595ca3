package io.attributable.graph.stored;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;

/** Reads what {@link ValueWriter} wrote of records. Not thread-safe. */
final class ValueReader {
  private record Layout(Constructor<?> constructor, List<Type> parts) {}

  private final DataInputStream in;
  private final Map<Class<?>, Layout> layouts = new HashMap<>();

  ValueReader(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * Reads a value.
   *
   * @throws IOException if there is something else
   */
  <T> T read(Class<T> type) throws IOException {
    try {
      return type.cast(value(type));
    } catch (IllegalArgumentException | NegativeArraySizeException | ClassCastException e) {
      throw new IOException("no " + type.getSimpleName() + " is there", e);
    }
  }

  private Object value(Type type) throws IOException {
    if (type instanceof ParameterizedType generic) {
      return collection((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    if (type == String.class) {
      return text();
    } else if (type == int.class || type == Integer.class) {
      return in.readInt();
    } else if (type == long.class || type == Long.class) {
      return in.readLong();
    } else if (type == double.class || type == Double.class) {
      return in.readDouble();
    } else if (type == boolean.class || type == Boolean.class) {
      return in.readBoolean();
    } else if (type == Shape.class) {
      return shape();
    } else if (type == GraphDef.class) {
      return GraphDef.parseFrom(bytes());
    }
    Class<?> known = (Class<?>) type;
    return known.isEnum() ? constant(known, text()) : tuple(known);
  }

  private Object collection(Class<?> raw, Type[] elements) throws IOException {
    if (raw == Map.class) {
      return map(elements[0], elements[1]);
    }
    List<Object> values = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      values.add(value(elements[0]));
    }
    if (raw == Optional.class) {
      return values.stream().findFirst();
    }
    if (raw == Set.class) {
      return new LinkedHashSet<>(values);
    }
    return values;
  }

  private Map<Object, Object> map(Type keys, Type values) throws IOException {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      Object key = value(keys);
      map.put(key, value(values));
    }
    return map;
  }

  private byte[] bytes() throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("it ends too early");
    }
    return bytes;
  }

  private String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private Shape shape() throws IOException {
    int rank = in.readInt();
    if (rank < 0) {
      return Shape.unknown();
    }
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = in.readLong();
    }
    return Shape.of(sizes);
  }

  private static Object constant(Class<?> type, String name) throws IOException {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IOException(type.getSimpleName() + " has no " + name);
  }

  private Object tuple(Class<?> type) throws IOException {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("cannot be read: " + type);
    }
    Layout layout = layouts.computeIfAbsent(type, ValueReader::layout);
    List<Object> parts = new ArrayList<>();
    for (Type part : layout.parts()) {
      parts.add(value(part));
    }
    try {
      return layout.constructor().newInstance(parts.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IOException("no " + type.getSimpleName() + " can be made of it", e);
    }
  }

  private static Layout layout(Class<?> type) {
    List<Type> parts =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getGenericType).toList();
    return new Layout(RecordTypes.constructor(type), parts);
  }
}
