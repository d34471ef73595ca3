package io.attributable.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/** What NumPy's own names mean in a pickle; all others are refused. */
final class PickledNumpy {
  private static final String RECONSTRUCT = "_reconstruct";
  private static final String SCALAR = "scalar";
  private static final String DTYPE = "dtype";

  /** NumPy 2 renamed its inner package. */
  private static final Set<String> INNER =
      Set.of("numpy.core.multiarray", "numpy._core.multiarray");

  private static final int ELEMENTS = 4;

  private PickledNumpy() {}

  static PickleValue.Global global(String module, String name) throws NpyException {
    boolean allowed =
        INNER.contains(module)
            ? name.equals(RECONSTRUCT) || name.equals(SCALAR)
            : module.equals("numpy") && (name.equals("ndarray") || name.equals(DTYPE));
    if (!allowed) {
      throw new NpyException(NpyProblem.PYTHON_OBJECTS, shortened(module + "." + name));
    }
    return new PickleValue.Global(name);
  }

  /** What Python would get from a call; nothing is called. */
  static PickleValue made(PickleValue global, PickleValue arguments) throws NpyException {
    String name = global instanceof PickleValue.Global named ? named.name() : "";
    List<PickleValue> given = items(arguments);
    return switch (name) {
      case RECONSTRUCT -> new PickleValue.Array();
      case DTYPE -> new PickleValue.Description(text(at(given, 0)));
      case SCALAR -> new PickleValue.Plain(scalar(at(given, 0), at(given, 1)));
      default -> throw new NpyException(NpyProblem.BAD_PICKLE, "it calls what is no function");
    };
  }

  /** Sets an array's elements; the state of a dtype is not needed. */
  static void fill(PickleValue made, PickleValue state) throws NpyException {
    List<PickleValue> fields = items(state);
    if (made instanceof PickleValue.Array array) {
      if (!(at(fields, ELEMENTS) instanceof PickleValue.Items elements)) {
        throw new NpyException(NpyProblem.PYTHON_OBJECTS, "numpy.ndarray");
      }
      array.fill(elements.values());
    } else if (!(made instanceof PickleValue.Description)) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "it changes what is no array");
    }
  }

  /** {@code numpy.bytes_} and {@code numpy.str_}, which NumPy keeps as it keeps whole arrays. */
  private static Object scalar(PickleValue dtype, PickleValue content) throws NpyException {
    if (dtype instanceof PickleValue.Description description
        && content instanceof PickleValue.Plain plain
        && plain.value() instanceof byte[] bytes) {
      if (description.text().startsWith("S")) {
        return bytes;
      }
      if (description.text().startsWith("U")) {
        ElementFormat format =
            new ElementFormat(NpyType.UNICODE, ByteOrder.LITTLE_ENDIAN, bytes.length);
        return new TextDecoder(format).decode(ByteBuffer.wrap(bytes), 0);
      }
    }
    throw new NpyException(NpyProblem.PYTHON_OBJECTS, "numpy scalar");
  }

  static String text(PickleValue value) throws NpyException {
    if (value instanceof PickleValue.Plain plain && plain.value() instanceof String text) {
      return text;
    }
    throw new NpyException(NpyProblem.BAD_PICKLE, "a name is no text");
  }

  /** An element of the array. */
  static Object element(PickleValue value) throws NpyException {
    if (value instanceof PickleValue.Plain plain && !(plain.value() instanceof Long)) {
      return plain.value();
    }
    throw new NpyException(NpyProblem.PYTHON_OBJECTS, value.pythonName());
  }

  private static List<PickleValue> items(PickleValue value) throws NpyException {
    if (value instanceof PickleValue.Items items) {
      return items.values();
    }
    throw new NpyException(NpyProblem.BAD_PICKLE, "it has no tuple where one belongs");
  }

  private static PickleValue at(List<PickleValue> values, int index) throws NpyException {
    if (index < values.size()) {
      return values.get(index);
    }
    throw new NpyException(NpyProblem.BAD_PICKLE, "a tuple is too short");
  }

  private static String shortened(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }
}
