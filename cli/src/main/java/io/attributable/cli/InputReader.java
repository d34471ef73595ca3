package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.cli.request.InputSource;
import io.attributable.cli.request.NamedFile;
import io.attributable.cli.request.NpyFile;
import io.attributable.graph.savedmodel.ByteExamples;
import io.attributable.graph.tensor.Dtype;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
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
  private final SignatureDescription signature;

  InputReader(SignatureDescription signature) {
    this.signature = signature;
  }

  /**
   * The values of an input.
   *
   * @throws AttributionException INPUT_UNKNOWN, UNREADABLE_FILE, INPUT_DTYPE
   */
  NdArray<?> read(String input, InputSource source) {
    TensorDescription described = signature.input(input);
    if (source instanceof InputSource.Npy npy) {
      return array(described, npy.file());
    }
    if (Dtype.named(described.dtype()).filter(Dtype.STRING::equals).isEmpty()) {
      throw wrongType(described, "bytes");
    }
    if (source instanceof InputSource.Nested nested) {
      return nested.values();
    }
    return ByteExamples.array(
        described.shape(),
        source instanceof InputSource.Files files
            ? contents(described, files.files())
            : ((InputSource.Examples) source).examples());
  }

  private static NdArray<?> array(TensorDescription described, Path file) {
    NpyArray array = new NpyFile(file, role(described)).read();
    String found = array.type().numpyName();
    if (Dtype.named(described.dtype()).filter(dtype -> dtype.numpy().contains(found)).isEmpty()) {
      throw wrongType(described, found);
    }
    return array.values();
  }

  private static List<byte[]> contents(TensorDescription described, List<Path> files) {
    List<byte[]> contents = new ArrayList<>();
    files.forEach(file -> contents.add(new NamedFile(file, role(described)).bytes()));
    return contents;
  }

  private static String role(TensorDescription described) {
    return "input \"" + described.name() + "\"";
  }

  private static AttributionException wrongType(TensorDescription described, String found) {
    String wanted =
        Dtype.named(described.dtype())
            .filter(dtype -> !dtype.numpy().contains(dtype.typeName()))
            .map(dtype -> " (NumPy's " + String.join(" or ", dtype.numpy()) + ")")
            .orElse("");
    return new AttributionException(
        ErrorCode.INPUT_DTYPE, described.name(), described.dtype() + wanted, found);
  }
}
