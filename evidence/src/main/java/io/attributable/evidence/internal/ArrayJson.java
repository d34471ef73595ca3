package io.attributable.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.ShortNdArray;

/**
 * Arrays in JSON, bit for bit: {@code {"dtype": "float32", "shape": [2, 3], "data": BASE64}}, the
 * numbers little-endian in the order of the indices. Of texts and bytes, {@code "data"} is a list,
 * base64 each.
 */
public final class ArrayJson {
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private ArrayJson() {}

  /** The array as JSON. */
  public static ObjectNode of(NdArray<?> array) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String dtype = dtype(array);
    json.put("dtype", dtype);
    ArrayNode shape = json.putArray("shape");
    for (long length : array.shape().asArray()) {
      shape.add(length);
    }
    if (dtype.equals("string") || dtype.equals("bytes")) {
      ArrayNode data = json.putArray("data");
      array.scalars().forEach(scalar -> data.add(BASE64.encodeToString(bytes(scalar.getObject()))));
    } else {
      json.put("data", BASE64.encodeToString(numbers(array)));
    }
    return json;
  }

  /** What {@link #of} calls the elements: as NumPy does, {@code string} and {@code bytes}. */
  public static String dtype(NdArray<?> array) {
    if (array instanceof FloatNdArray) {
      return "float32";
    } else if (array instanceof DoubleNdArray) {
      return "float64";
    } else if (array instanceof IntNdArray) {
      return "int32";
    } else if (array instanceof LongNdArray) {
      return "int64";
    } else if (array instanceof ByteNdArray) {
      return "int8";
    } else if (array instanceof ShortNdArray) {
      return "int16";
    } else if (array instanceof BooleanNdArray) {
      return "bool";
    }
    Iterator<? extends NdArray<?>> scalars = array.scalars().iterator();
    return scalars.hasNext() && scalars.next().getObject() instanceof byte[] ? "bytes" : "string";
  }

  private static byte[] bytes(Object value) {
    return value instanceof byte[] bytes
        ? bytes
        : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] numbers(NdArray<?> array) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.toIntExact(array.size() * width(dtype(array))))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (array instanceof FloatNdArray floats) {
      floats.scalars().forEach(scalar -> data.putInt(Float.floatToRawIntBits(scalar.getFloat())));
    } else if (array instanceof DoubleNdArray doubles) {
      doubles
          .scalars()
          .forEach(scalar -> data.putLong(Double.doubleToRawLongBits(scalar.getDouble())));
    } else if (array instanceof IntNdArray ints) {
      ints.scalars().forEach(scalar -> data.putInt(scalar.getInt()));
    } else if (array instanceof LongNdArray longs) {
      longs.scalars().forEach(scalar -> data.putLong(scalar.getLong()));
    } else if (array instanceof ByteNdArray all) {
      all.scalars().forEach(scalar -> data.put(scalar.getByte()));
    } else if (array instanceof ShortNdArray shorts) {
      shorts.scalars().forEach(scalar -> data.putShort(scalar.getShort()));
    } else if (array instanceof BooleanNdArray flags) {
      flags.scalars().forEach(scalar -> data.put((byte) (scalar.getBoolean() ? 1 : 0)));
    }
    return data.array();
  }

  private static int width(String dtype) {
    return switch (dtype) {
      case "float64", "int64" -> Long.BYTES;
      case "float32", "int32" -> Integer.BYTES;
      case "int16" -> Short.BYTES;
      default -> 1;
    };
  }

  /**
   * The array that {@link #of} wrote, on the Java heap.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static NdArray<?> read(JsonNode json) {
    Shape shape = shape(json.path("shape"));
    String dtype = json.path("dtype").asText();
    if (dtype.equals("string")) {
      NdArray<String> array = NdArrays.ofObjects(String.class, shape);
      fill(array, json, bytes -> new String(bytes, StandardCharsets.UTF_8));
      return array;
    }
    if (dtype.equals("bytes")) {
      NdArray<byte[]> array = NdArrays.ofObjects(byte[].class, shape);
      fill(array, json, bytes -> bytes);
      return array;
    }
    byte[] data = Base64.getDecoder().decode(json.path("data").asText());
    if (data.length != shape.size() * width(dtype)) {
      throw new IllegalArgumentException(data.length + " bytes are no " + dtype + " " + shape);
    }
    return numbers(dtype, shape, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static <T> void fill(NdArray<T> array, JsonNode json, Function<byte[], T> decoding) {
    Iterator<JsonNode> data = json.path("data").iterator();
    Supplier<T> next = () -> decoding.apply(Base64.getDecoder().decode(data.next().asText()));
    if (array.rank() == 0) {
      array.setObject(next.get()); // Has no coordinates.
    } else {
      array.scalars().forEachIndexed((at, scalar) -> array.setObject(next.get(), at));
    }
  }

  private static NdArray<?> numbers(String dtype, Shape shape, ByteBuffer data) {
    return switch (dtype) {
      case "float32" -> each(NdArrays.ofFloats(shape), scalar -> scalar.setFloat(data.getFloat()));
      case "float64" ->
          each(NdArrays.ofDoubles(shape), scalar -> scalar.setDouble(data.getDouble()));
      case "int32" -> each(NdArrays.ofInts(shape), scalar -> scalar.setInt(data.getInt()));
      case "int64" -> each(NdArrays.ofLongs(shape), scalar -> scalar.setLong(data.getLong()));
      case "int16" -> each(NdArrays.ofShorts(shape), scalar -> scalar.setShort(data.getShort()));
      case "int8" -> each(NdArrays.ofBytes(shape), scalar -> scalar.setByte(data.get()));
      case "bool" -> each(NdArrays.ofBooleans(shape), scalar -> scalar.setBoolean(data.get() != 0));
      default -> throw new IllegalArgumentException("\"" + dtype + "\" is no dtype of records");
    };
  }

  @SuppressWarnings("unchecked") // The scalars of an array are arrays of its class.
  private static <A extends NdArray<?>> A each(A array, Consumer<A> action) {
    array.scalars().forEach(scalar -> action.accept((A) scalar));
    return array;
  }

  private static Shape shape(JsonNode lengths) {
    long[] shape = new long[lengths.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = lengths.get(i).asLong();
    }
    return shape.length == 0 ? Shape.scalar() : Shape.of(shape);
  }

  /** The lengths in JSON. */
  public static List<Long> lengths(NdArray<?> array) {
    return java.util.Arrays.stream(array.shape().asArray()).boxed().toList();
  }
}
