package io.attributable.graph.served;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.attributable.graph.tensor.JavaArray;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Writes arrays into descriptions of signatures, and reads them from there, bit by bit. */
final class ArrayValue {
  private static final String TEXT = "TEXT";

  private ArrayValue() {}

  /** An array as its kind, its shape and its elements in Base64. */
  static Value of(NdArray<?> array) {
    ListValue.Builder sizes = ListValue.newBuilder();
    for (long size : array.shape().asArray()) {
      sizes.addValues(Value.newBuilder().setNumberValue((double) size));
    }
    return Value.newBuilder()
        .setStructValue(
            Struct.newBuilder()
                .putFields("kind", text(kind(array)))
                .putFields("shape", Value.newBuilder().setListValue(sizes).build())
                .putFields("elements", text(Base64.getEncoder().encodeToString(bytes(array)))))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static String kind(NdArray<?> array) {
    boolean texts =
        array.size() > 0 && array.scalars().iterator().next().getObject() instanceof String;
    return texts ? TEXT : JavaArray.of(array).name();
  }

  private static byte[] bytes(NdArray<?> array) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    array.scalars().forEach(scalar -> write(out, scalar.getObject()));
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Object element) {
    try {
      if (element instanceof Float number) {
        out.writeFloat(number);
      } else if (element instanceof Double number) {
        out.writeDouble(number);
      } else if (element instanceof Integer number) {
        out.writeInt(number);
      } else if (element instanceof Long number) {
        out.writeLong(number);
      } else if (element instanceof Short number) {
        out.writeShort(number);
      } else if (element instanceof Byte number) {
        out.writeByte(number);
      } else if (element instanceof Boolean truth) {
        out.writeBoolean(truth);
      } else {
        byte[] text =
            element instanceof byte[] raw
                ? raw
                : element.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if it is none
   */
  static NdArray<?> read(Value value) {
    Struct fields = value.getStructValue();
    Shape shape =
        Shape.of(
            fields.getFieldsOrThrow("shape").getListValue().getValuesList().stream()
                .mapToLong(size -> (long) size.getNumberValue())
                .toArray());
    String kind = fields.getFieldsOrThrow("kind").getStringValue();
    byte[] bytes = Base64.getDecoder().decode(fields.getFieldsOrThrow("elements").getStringValue());
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    NdArray<?> array =
        kind.equals(TEXT)
            ? NdArrays.ofObjects(String.class, shape)
            : JavaArray.valueOf(kind).zeros(shape);
    fill(array, kind, in);
    return array;
  }

  @SuppressWarnings("unchecked") // The kind says what an array holds.
  private static void fill(NdArray<?> array, String kind, DataInputStream in) {
    ((NdArray<Object>) array).scalars().forEach(scalar -> scalar.setObject(element(kind, in)));
  }

  private static Object element(String kind, DataInputStream in) {
    try {
      if (kind.equals(TEXT)) {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      }
      return switch (JavaArray.valueOf(kind)) {
        case FLOAT -> in.readFloat();
        case DOUBLE -> in.readDouble();
        case INT -> in.readInt();
        case LONG -> in.readLong();
        case SHORT -> in.readShort();
        case BYTE -> in.readByte();
        case BOOLEAN -> in.readBoolean();
        case BYTES -> in.readNBytes(in.readInt());
      };
    } catch (IOException e) {
      throw new IllegalArgumentException("elements are missing", e);
    }
  }
}
