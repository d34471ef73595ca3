package io.attributable.tensorflow.internal.tensor;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.model.ByteExamples;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

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
    List<byte[]> all = new ArrayList<>();
    values.scalars().forEach(scalar -> all.add(bytes(input, all.size(), scalar.getObject())));
    return ByteExamples.array(values.shape(), all);
  }

  private static byte[] bytes(TensorSchema input, int index, @Nullable Object element) {
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
  private static byte[] utf8(TensorSchema input, int index, String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new AttributionException(ErrorCode.INPUT_TEXT, input.name(), index).causedBy(e);
    }
  }
}
