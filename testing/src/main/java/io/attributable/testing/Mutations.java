package io.attributable.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Changes a protocol buffer here and there, as no writer would: leaves out, doubles, swaps, takes
 * over from elsewhere in the same file. Whatever comes of it is well formed as a buffer. Seeded.
 */
public final class Mutations {
  private static final long[] NUMBERS = {
    0, 1, -1, 2, 7, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final Random random;
  private final Message whole;
  private final Map<Descriptor, List<Message>> messages = new HashMap<>();
  private final List<String> strings = new ArrayList<>();

  /** Changes of a message. */
  public Mutations(Message whole, long seed) {
    this.whole = whole;
    this.random = new Random(seed);
    collect(whole);
  }

  private void collect(Message message) {
    messages.computeIfAbsent(message.getDescriptorForType(), any -> new ArrayList<>()).add(message);
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
              for (Object each : values) {
                if (each instanceof Message child) {
                  collect(child);
                } else if (each instanceof String text) {
                  strings.add(text);
                }
              }
            });
  }

  /** The next one, one to three changes away from the whole. */
  public Message next() {
    Message changed = whole;
    for (int i = random.nextInt(3); i >= 0; i--) {
      changed = changed(changed, 0);
    }
    return changed;
  }

  /** The bytes of the whole, cut or with some of them other ones. */
  public byte[] nextBytes() {
    byte[] bytes = whole.toByteArray();
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private Message changed(Message message, int depth) {
    List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
    if (fields.isEmpty()) {
      return another(message);
    }
    FieldDescriptor field = chosen(fields);
    Message.Builder builder = message.toBuilder();
    if (field.isRepeated()) {
      changeList(builder, field, depth);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && goesOn(depth)) {
      builder.setField(field, changed((Message) message.getField(field), depth + 1));
    } else if (random.nextInt(4) == 0 && !field.isRequired()) {
      builder.clearField(field);
    } else {
      builder.setField(field, changedValue(field, message.getField(field)));
    }
    return builder.build();
  }

  /** What is in the graph comes more often than what lies around it. */
  private FieldDescriptor chosen(List<FieldDescriptor> fields) {
    for (FieldDescriptor field : fields) {
      boolean graph =
          List.of("meta_graphs", "graph_def", "library", "function", "node_def")
              .contains(field.getName());
      if (graph && random.nextInt(4) < 2) {
        return field;
      }
    }
    return fields.get(random.nextInt(fields.size()));
  }

  private boolean goesOn(int depth) {
    return depth < 2 || random.nextInt(5) > 0;
  }

  private void changeList(Message.Builder builder, FieldDescriptor field, int depth) {
    List<Object> values = new ArrayList<>((List<?>) builder.getField(field));
    int at = random.nextInt(values.size());
    boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    if (depth < 2 || (isMessage && goesOn(depth))) {
      values.set(at, isMessage ? changed((Message) values.get(at), depth + 1) : values.get(at));
    } else {
      switch (random.nextInt(5)) {
        case 0 -> values.remove(at);
        case 1 -> values.add(at, values.get(random.nextInt(values.size())));
        case 2 -> {
          int other = random.nextInt(values.size());
          Object before = values.set(at, values.get(other));
          values.set(other, before);
        }
        case 3 ->
            values.add(random.nextInt(values.size() + 1), changedValue(field, values.get(at)));
        default -> values.set(at, changedValue(field, values.get(at)));
      }
    }
    builder.setField(field, values);
  }

  private Object changedValue(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> another((Message) value);
      case STRING -> changedText((String) value);
      case BYTE_STRING -> changedBytes((ByteString) value);
      case ENUM ->
          field
              .getEnumType()
              .findValueByNumberCreatingIfUnknown(
                  random.nextInt(3) == 0 ? random.nextInt(200) : random.nextInt(26));
      case BOOLEAN -> !(Boolean) value;
      case INT -> (int) number(((Number) value).longValue());
      case LONG -> number(((Number) value).longValue());
      case FLOAT -> random.nextBoolean() ? Float.NaN : -(Float) value;
      case DOUBLE -> random.nextBoolean() ? Double.NaN : -(Double) value;
    };
  }

  private Message another(Message message) {
    List<Message> alike = messages.get(message.getDescriptorForType());
    return alike == null || random.nextInt(8) == 0
        ? message.getDefaultInstanceForType()
        : alike.get(random.nextInt(alike.size()));
  }

  private long number(long value) {
    return random.nextBoolean()
        ? value + random.nextInt(5) - 2
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String changedText(String text) {
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, random.nextInt(text.length() + 1));
      case 1 -> text + ":" + random.nextInt(4);
      case 2 -> "^" + text;
      default -> strings.get(random.nextInt(strings.size()));
    };
  }

  private ByteString changedBytes(ByteString bytes) {
    return switch (random.nextInt(3)) {
      case 0 -> bytes.substring(0, random.nextInt(bytes.size() + 1));
      case 1 -> bytes.concat(ByteString.copyFromUtf8("x"));
      default -> ByteString.copyFromUtf8(strings.get(random.nextInt(strings.size())));
    };
  }
}
