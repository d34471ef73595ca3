package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.cli.request.InputSource;
import io.attributable.cli.request.NamedFile;
import io.attributable.cli.request.NpyFile;
import io.attributable.graph.savedmodel.ByteExamples;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.npy.NpyArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads the inputs of a signature. A {@code .npy} file must have the signature's dtype: nothing is
 * converted, as a conversion would hide that the file is not what the model was made for. Bytes are
 * for inputs of strings.
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
  NdArray<?> read(String input, InputSource source) {
    TensorSchema schema = signature.input(input);
    if (source instanceof InputSource.Npy npy) {
      return array(schema, npy.file());
    }
    if (Dtype.of(schema.type()).filter(Dtype.STRING::equals).isEmpty()) {
      throw wrongType(schema, "bytes");
    }
    if (source instanceof InputSource.Nested nested) {
      return nested.values();
    }
    return ByteExamples.array(
        schema,
        source instanceof InputSource.Files files
            ? contents(schema, files.files())
            : ((InputSource.Examples) source).examples());
  }

  private static NdArray<?> array(TensorSchema schema, Path file) {
    NpyArray array = new NpyFile(file, role(schema)).read();
    String found = array.type().numpyName();
    if (Dtype.of(schema.type()).filter(dtype -> dtype.numpy().contains(found)).isEmpty()) {
      throw wrongType(schema, found);
    }
    return array.values();
  }

  private static List<byte[]> contents(TensorSchema schema, List<Path> files) {
    List<byte[]> contents = new ArrayList<>();
    files.forEach(file -> contents.add(new NamedFile(file, role(schema)).bytes()));
    return contents;
  }

  private static String role(TensorSchema schema) {
    return "input \"" + schema.name() + "\"";
  }

  private static AttributionException wrongType(TensorSchema schema, String found) {
    String wanted =
        Dtype.of(schema.type())
            .filter(dtype -> !dtype.numpy().contains(dtype.typeName()))
            .map(dtype -> " (NumPy's " + String.join(" or ", dtype.numpy()) + ")")
            .orElse("");
    return new AttributionException(
        ErrorCode.INPUT_DTYPE, schema.name(), schema.typeName() + wanted, found);
  }
}
