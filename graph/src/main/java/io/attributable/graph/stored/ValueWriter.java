package io.attributable.graph.stored;

import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Writes values of records, so that what is added to a record is written without more ado: numbers,
 * texts, constants of enums, shapes, messages, and collections and records of those. {@link
 * ValueReader} reads them.
 */
final class ValueWriter {
  private final DataOutputStream out;
  private final boolean canonical;

  private ValueWriter(ByteArrayOutputStream bytes, boolean canonical) {
    this.out = new DataOutputStream(bytes);
    this.canonical = canonical;
  }

  /** A value as it is read again: collections keep their order. */
  static byte[] bytes(Object value) {
    return bytes(value, false);
  }

  /**
   * The same for equal values, in every process: sets and maps are sorted, and records say of which
   * class they are.
   *
   * @throws IllegalArgumentException if a part of the value is of another kind
   */
  static byte[] canonical(Object value) {
    return bytes(value, true);
  }

  private static byte[] bytes(Object value, boolean canonical) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new ValueWriter(bytes, canonical).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(Object value) throws IOException {
    if (value instanceof String text) {
      writeBytes(text.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeDouble(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Enum<?> constant) {
      write(constant.name());
    } else if (value instanceof Record tuple) {
      writeRecord(tuple);
    } else {
      writeOther(value);
    }
  }

  private void writeOther(Object value) throws IOException {
    if (value instanceof Optional<?> optional) {
      writeAll(optional.stream().toList());
    } else if (value instanceof List<?> list) {
      writeAll(list);
    } else if (value instanceof Set<?> set) {
      writeUnordered(set.stream().map(List::of).toList());
    } else if (value instanceof Map<?, ?> map) {
      writeUnordered(
          map.entrySet().stream().map(entry -> List.of(entry.getKey(), entry.getValue())).toList());
    } else if (value instanceof Shape shape) {
      out.writeInt(shape.numDimensions());
      for (int i = 0; i < shape.numDimensions(); i++) {
        out.writeLong(shape.get(i));
      }
    } else if (value instanceof MessageLite message) {
      writeBytes(message.toByteArray());
    } else {
      throw new IllegalArgumentException("cannot be stored: " + value.getClass());
    }
  }

  private void writeBytes(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private void writeAll(Collection<?> values) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      write(value);
    }
  }

  private void writeUnordered(List<? extends List<?>> entries) throws IOException {
    out.writeInt(entries.size());
    if (canonical) {
      List<byte[]> sorted =
          entries.stream().map(ValueWriter::canonical).sorted(Arrays::compare).toList();
      for (byte[] entry : sorted) {
        out.write(entry);
      }
      return;
    }
    for (List<?> entry : entries) {
      for (Object part : entry) {
        write(part);
      }
    }
  }

  private void writeRecord(Record tuple) throws IOException {
    if (canonical) {
      write(tuple.getClass().getName());
    }
    for (RecordComponent component : tuple.getClass().getRecordComponents()) {
      write(RecordTypes.value(tuple, component));
    }
  }
}
