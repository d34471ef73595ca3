package io.attributable.npy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickle in which NumPy keeps an array of {@code bytes} and {@code str}. Only the
 * instructions of pickle's protocols 2 to 5 that such an array needs are supported, and only
 * NumPy's names in it; nothing is ever imported, called or executed, and everything else is refused
 * by name. (Python: {@code pickletools.py} describes the instructions.)
 */
final class PickleReader {
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleBytes bytes;
  private final PickleStack stack = new PickleStack();
  private final Map<Long, PickleValue> memo = new HashMap<>();

  private PickleReader(byte[] pickle) {
    this.bytes = new PickleBytes(pickle);
  }

  /**
   * The elements of the array, each a {@code byte[]} or a {@code String}, the last dimension
   * running fastest.
   */
  static List<Object> elements(byte[] pickle) throws NpyException {
    return new PickleReader(pickle).read();
  }

  private List<Object> read() throws NpyException {
    while (true) {
      int opcode = (int) bytes.unsigned(1);
      if (opcode == '.') {
        break;
      }
      step(opcode);
    }
    if (bytes.left() > 0) {
      throw new NpyException(NpyProblem.TRAILING_BYTES, bytes.left());
    }
    if (!(stack.pop() instanceof PickleValue.Array array)) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "it holds no array");
    }
    List<Object> elements = new ArrayList<>();
    for (PickleValue element : array.elements()) {
      elements.add(PickledNumpy.element(element));
    }
    return elements;
  }

  private void step(int opcode) throws NpyException {
    PickleValue value = value(opcode);
    if (value != null) {
      stack.push(value);
    } else if (!remembers(opcode) && !builds(opcode)) {
      throw refused(opcode);
    }
  }

  /** Instructions that only push something. */
  private @Nullable PickleValue value(int opcode) throws NpyException {
    return switch (opcode) {
      case 'C', 'U' -> new PickleValue.Plain(bytes.counted(1));
      case 'B', 'T' -> new PickleValue.Plain(bytes.counted(4));
      case 0x8e -> new PickleValue.Plain(bytes.counted(8));
      case 0x8c -> new PickleValue.Plain(bytes.text(1));
      case 'X' -> new PickleValue.Plain(bytes.text(4));
      case 0x8d -> new PickleValue.Plain(bytes.text(8));
      case 'K' -> new PickleValue.Plain(bytes.unsigned(1));
      case 'M' -> new PickleValue.Plain(bytes.unsigned(2));
      case 'J' -> new PickleValue.Plain(bytes.signed());
      case 'N' -> new PickleValue.Word("None");
      case 0x88 -> new PickleValue.Word("True");
      case 0x89 -> new PickleValue.Word("False");
      case 'c' -> PickledNumpy.global(bytes.line(), bytes.line());
      case '(' -> new PickleValue.Mark();
      case ')' -> new PickleValue.Items(List.of());
      case ']' -> new PickleValue.Items(new ArrayList<>());
      case 'h' -> remembered(bytes.unsigned(1));
      case 'j' -> remembered(bytes.unsigned(4));
      default -> null;
    };
  }

  /** Instructions that leave the stack as it is. */
  private boolean remembers(int opcode) throws NpyException {
    switch (opcode) {
      case 0x80 -> checkProtocol(bytes.unsigned(1));
      case 0x95 -> bytes.unsigned(8); // Frames only give a length to read ahead.
      case 0x94 -> memo.put((long) memo.size(), stack.top());
      case 'q' -> memo.put(bytes.unsigned(1), stack.top());
      case 'r' -> memo.put(bytes.unsigned(4), stack.top());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Instructions that make something of what is on the stack. */
  private boolean builds(int opcode) throws NpyException {
    switch (opcode) {
      case 't' -> stack.push(new PickleValue.Items(stack.popToMark()));
      case 0x85 -> stack.push(new PickleValue.Items(stack.pop(1)));
      case 0x86 -> stack.push(new PickleValue.Items(stack.pop(2)));
      case 0x87 -> stack.push(new PickleValue.Items(stack.pop(3)));
      case 'a' -> append(stack.pop(1));
      case 'e' -> append(stack.popToMark());
      case 0x93 -> {
        List<PickleValue> names = stack.pop(2);
        stack.push(
            PickledNumpy.global(PickledNumpy.text(names.get(0)), PickledNumpy.text(names.get(1))));
      }
      case 'R' -> {
        List<PickleValue> call = stack.pop(2);
        stack.push(PickledNumpy.made(call.get(0), call.get(1)));
      }
      case 'b' -> {
        PickleValue state = stack.pop();
        PickledNumpy.fill(stack.top(), state);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void append(List<PickleValue> values) throws NpyException {
    if (!(stack.top() instanceof PickleValue.Items items)
        || !(items.values() instanceof ArrayList<PickleValue> list)) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "it adds to what is no list");
    }
    list.addAll(values);
  }

  private PickleValue remembered(long index) throws NpyException {
    PickleValue value = memo.get(index);
    if (value == null) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "it takes what it has not made");
    }
    return value;
  }

  private static void checkProtocol(long protocol) throws NpyException {
    if (protocol < 2 || protocol > NEWEST_PROTOCOL) {
      throw new NpyException(NpyProblem.BAD_PICKLE, "protocol " + protocol + " is not known");
    }
  }

  private static NpyException refused(int opcode) {
    String what =
        switch (opcode) {
          case 'G' -> "float";
          case 0x8a, 0x8b -> "int";
          case '}' -> "dict";
          case 0x8f -> "set";
          case 0x96 -> "bytearray";
          default -> "pickle instruction 0x" + Integer.toHexString(opcode);
        };
    return new NpyException(NpyProblem.PYTHON_OBJECTS, what);
  }
}
