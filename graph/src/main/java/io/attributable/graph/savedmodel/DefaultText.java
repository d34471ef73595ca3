package io.attributable.graph.savedmodel;

import io.attributable.graph.tensor.Types;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorProto;

/** Shows a value that is kept in a file: small ones as a whole, the beginning of others. */
final class DefaultText {
  private static final int MOST = 4;
  private static final int MOST_CHARACTERS = 40;
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private DefaultText() {}

  /** Whether the file holds what the value claims, which must be of a definite shape. */
  static boolean isWhole(TensorProto value) {
    Shape shape = Types.shape(value.getTensorShape());
    if (shape.isUnknown() || shape.hasUnknownDimension()) {
      return false;
    }
    int width = Types.bytes(value.getDtype());
    double elements = 1;
    for (long size : shape.asArray()) {
      elements *= size;
    }
    int given = value.getTensorContent().size();
    return elements * Math.max(1, width) <= MOST_BYTES
        && (given == 0 || (width > 0 && given == elements * width));
  }

  /** Such as {@code 0.5}, {@code "none"}, {@code [1, 2]}; {@code [3,224]} values in short. */
  static String of(TensorProto value) {
    Shape shape = Types.shape(value.getTensorShape());
    List<String> first = first(value);
    boolean scalar = !shape.isUnknown() && shape.numDimensions() == 0;
    if (scalar && first.size() == 1) {
      return first.get(0);
    }
    boolean all = !shape.isUnknown() && shape.numDimensions() == 1 && first.size() == shape.get(0);
    if (all && first.size() <= MOST) {
      return first.stream().collect(Collectors.joining(", ", "[", "]"));
    }
    return "of shape " + Types.text(shape);
  }

  private static List<String> first(TensorProto value) {
    List<String> content = ofContent(value);
    return content.isEmpty() ? ofValues(value) : content;
  }

  private static List<String> ofContent(TensorProto value) {
    ByteBuffer bytes =
        value.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int width = Types.bytes(value.getDtype());
    List<String> texts = new ArrayList<>();
    while (width > 0 && bytes.remaining() >= width && texts.size() <= MOST) {
      String text =
          switch (value.getDtype()) {
            case DT_FLOAT -> Float.toString(bytes.getFloat());
            case DT_DOUBLE -> Double.toString(bytes.getDouble());
            case DT_INT32 -> Integer.toString(bytes.getInt());
            case DT_INT64 -> Long.toString(bytes.getLong());
            case DT_BOOL -> Boolean.toString(bytes.get() != 0);
            default -> "";
          };
      if (text.isEmpty()) {
        return List.of();
      }
      texts.add(text);
    }
    return texts;
  }

  private static List<String> ofValues(TensorProto value) {
    Stream<String> texts =
        switch (value.getDtype()) {
          case DT_FLOAT -> value.getFloatValList().stream().map(Object::toString);
          case DT_DOUBLE -> value.getDoubleValList().stream().map(Object::toString);
          case DT_INT32 -> value.getIntValList().stream().map(Object::toString);
          case DT_INT64 -> value.getInt64ValList().stream().map(Object::toString);
          case DT_BOOL -> value.getBoolValList().stream().map(Object::toString);
          case DT_STRING ->
              value.getStringValList().stream().map(text -> quoted(text.toStringUtf8()));
          default -> Stream.empty();
        };
    return texts.limit(MOST + 1L).collect(Collectors.toList());
  }

  private static String quoted(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MOST_CHARACTERS
        ? '"' + line + '"'
        : '"' + line.substring(0, MOST_CHARACTERS) + "…\"";
  }
}
