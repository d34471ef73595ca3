package io.attributable.server.internal.json;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.tensorflow.ndarray.NdArray;

/**
 * Arrays as lists in lists, for Jackson; views, so that nothing is copied. Strings that are no
 * text, and those of outputs whose names end with {@code _bytes}, are {@code {"b64": …}}, as
 * TensorFlow Serving has it.
 */
public final class NestedValues {
  private static final String BYTES = "_bytes";

  private final boolean unsigned;
  private final boolean bytes;

  private NestedValues(boolean unsigned, boolean bytes) {
    this.unsigned = unsigned;
    this.bytes = bytes;
  }

  /** The values of an array of floating-point numbers. */
  public static Object of(NdArray<?> array) {
    return new NestedValues(false, false).nested(array);
  }

  /**
   * The values of an output.
   *
   * @param dtype as models have it, such as {@code uint8}, whose arrays in Java have signs
   */
  public static Object of(String output, String dtype, NdArray<?> array) {
    return new NestedValues(dtype.startsWith("u") || dtype.startsWith("qu"), output.endsWith(BYTES))
        .nested(array);
  }

  private Object nested(NdArray<?> array) {
    return array.rank() == 0 ? element(array.getObject()) : new Nested(array);
  }

  private Object element(Object value) {
    if (value instanceof byte[] content) {
      return text(content);
    }
    if (!unsigned || !(value instanceof Number number)) {
      return value;
    }
    if (value instanceof Long) {
      return Long.toUnsignedString(number.longValue()).length() > 18
          ? new BigInteger(Long.toUnsignedString(number.longValue()))
          : value;
    }
    long mask = value instanceof Byte ? 0xFF : value instanceof Short ? 0xFFFF : 0xFFFFFFFFL;
    return number.longValue() & mask;
  }

  private Object text(byte[] content) {
    if (!bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      } catch (CharacterCodingException e) {
        return Map.of("b64", Base64.getEncoder().encodeToString(content));
      }
    }
    return Map.of("b64", Base64.getEncoder().encodeToString(content));
  }

  private final class Nested extends AbstractList<Object> implements RandomAccess {
    private final NdArray<?> array;

    Nested(NdArray<?> array) {
      this.array = array;
    }

    @Override
    public Object get(int index) {
      Objects.checkIndex(index, size());
      return array.rank() == 1 ? element(array.getObject(index)) : new Nested(array.get(index));
    }

    @Override
    public int size() {
      return Math.toIntExact(array.shape().get(0));
    }
  }
}
