package io.attributable.graph.unroll;

import com.google.protobuf.ByteString;
import io.attributable.graph.tensor.Types;
import java.util.OptionalLong;
import org.tensorflow.proto.TensorProto;

/** A scalar integer or boolean of a constant. */
final class ScalarValues {
  private ScalarValues() {}

  /** Nothing for what is not a scalar, or of another type. */
  static OptionalLong scalar(TensorProto value) {
    boolean scalar =
        !value.getTensorShape().getUnknownRank() && value.getTensorShape().getDimCount() == 0;
    if (!scalar) {
      return OptionalLong.empty();
    }
    return switch (value.getDtype()) {
      case DT_INT32 ->
          OptionalLong.of(value.getIntValCount() > 0 ? value.getIntVal(0) : content(value));
      case DT_INT64 ->
          OptionalLong.of(value.getInt64ValCount() > 0 ? value.getInt64Val(0) : content(value));
      case DT_BOOL ->
          OptionalLong.of(
              value.getBoolValCount() > 0 ? (value.getBoolVal(0) ? 1 : 0) : content(value));
      default -> OptionalLong.empty();
    };
  }

  /** Little-endian, with its sign; zero where nothing is written. */
  private static long content(TensorProto value) {
    ByteString bytes = value.getTensorContent();
    if (bytes.size() != Types.bytes(value.getDtype())) {
      return 0;
    }
    long integer = bytes.byteAt(bytes.size() - 1);
    for (int i = bytes.size() - 2; i >= 0; i--) {
      integer = (integer << Byte.SIZE) | (bytes.byteAt(i) & 0xff);
    }
    return integer;
  }
}
