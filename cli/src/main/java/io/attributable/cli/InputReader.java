package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.cli.request.NpyFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import java.nio.file.Path;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads the inputs of a signature from files. A file must have the signature's dtype: nothing is
 * converted, as a conversion would hide that the file is not what the model was made for.
 */
final class InputReader {
  private final SignatureSchema signature;

  InputReader(SignatureSchema signature) {
    this.signature = signature;
  }

  /**
   * The values of an input.
   *
   * @throws AttributionException INPUT_UNKNOWN, UNREADABLE_FILE, INPUT_DTYPE
   */
  NdArray<?> read(String input, Path file) {
    TensorSchema schema = signature.input(input);
    NpyArray array = new NpyFile(file, "input \"" + input + "\"").read();
    if (!holds(schema.typeName(), array.type())) {
      throw new AttributionException(
          ErrorCode.INPUT_DTYPE, input, schema.typeName(), array.type().numpyName());
    }
    return array.values();
  }

  /** NumPy has no bfloat16, and two kinds of text. */
  private static boolean holds(String wanted, NpyType found) {
    return switch (wanted) {
      case "string" -> found == NpyType.UNICODE || found == NpyType.BYTES;
      case "bfloat16" -> found == NpyType.FLOAT32;
      default -> found.numpyName().equals(wanted);
    };
  }
}
