package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.TensorSchema;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/** What string tensors hold, which is bytes: those that are given, or text in UTF-8. */
final class TextBytes {
  private TextBytes() {}

  /**
   * Bytes and texts as bytes.
   *
   * @throws AttributionException INPUT_DTYPE for elements that are neither, INPUT_TEXT for text
   *     that no encoding can hold
   */
  static NdArray<byte[]> of(TensorSchema input, NdArray<?> values) {
    NdArray<byte[]> all = NdArrays.ofObjects(byte[].class, values.shape());
    values
        .scalars()
        .forEachIndexed((index, scalar) -> all.setObject(bytes(input, index, scalar), index));
    return all;
  }

  private static byte[] bytes(TensorSchema input, long[] index, NdArray<?> scalar) {
    Object element = scalar.getObject();
    if (element instanceof byte[] bytes) {
      return bytes;
    }
    if (element instanceof String text) {
      return utf8(input, index, text);
    }
    throw new AttributionException(
        ErrorCode.INPUT_DTYPE, input.name(), input.typeName(), typeName(element));
  }

  /** What an array of objects holds: strings, or what its first element is. */
  static String typeName(NdArray<?> objects) {
    return objects.size() == 0
        ? "string"
        : typeName(objects.scalars().iterator().next().getObject());
  }

  private static String typeName(@Nullable Object element) {
    if (element instanceof byte[] || element instanceof String) {
      return "string";
    }
    return element == null ? "an array of null" : "an array of " + element.getClass().getName();
  }

  /** {@code String.getBytes} would put question marks where half a character is missing. */
  private static byte[] utf8(TensorSchema input, long[] index, String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new AttributionException(
              ErrorCode.INPUT_TEXT, input.name(), Arrays.toString(index))
          .causedBy(e);
    }
  }
}
