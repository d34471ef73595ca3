package io.attributable.inputs.array;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyException;
import io.attributable.npy.NpyProblem;
import io.attributable.npy.NpzReader;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads NumPy's files. Their dtype must be the signature's: nothing is converted, as a conversion
 * would hide that the file is not what the model was made for.
 */
public final class ArrayFiles {
  /** How many times what a file may have its arrays may take: zeros are packed to a thousandth. */
  private static final long EXPANSION = 4;

  private ArrayFiles() {}

  /**
   * The array of a {@code .npy} file.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_DTYPE
   */
  public static ReadInput npy(NamedTensor input, Content content) {
    NdArray<?> values = checked(input, new NamedFile(content, input.role()).array());
    return ReadInput.of(input.name(), values, view(input.name(), content.name(), values));
  }

  /**
   * The array of a {@code .npz} file that has an input's name, or is the only one.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_DTYPE, INPUT_TOO_LARGE
   */
  public static ReadInput npz(NamedTensor input, Content content, ReadLimits limits) {
    NamedFile file = new NamedFile(content, input.role());
    Map<String, NpyArray> arrays = arrays(file, limits);
    NpyArray array =
        arrays.size() == 1 ? arrays.values().iterator().next() : arrays.get(input.name());
    if (array == null) {
      throw file.unreadable(
          "it has no array \"%s\", but %s"
              .formatted(input.name(), "\"" + String.join("\", \"", arrays.keySet()) + "\""));
    }
    NdArray<?> values = checked(input, array);
    return ReadInput.of(input.name(), values, view(input.name(), content.name(), values));
  }

  /**
   * The arrays of a {@code .npz} file by the names of inputs.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_DTYPE, INPUT_TOO_LARGE
   */
  public static ReadInput npz(
      String name, List<NamedTensor> inputs, Content content, ReadLimits limits) {
    NamedFile file = new NamedFile(content, "inputs \"" + name + "\"");
    Map<String, NpyArray> arrays = arrays(file, limits);
    Map<String, NdArray<?>> read = new LinkedHashMap<>();
    for (Map.Entry<String, NpyArray> entry : arrays.entrySet()) {
      NamedTensor input =
          inputs.stream()
              .filter(candidate -> candidate.name().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(() -> file.unreadable(foreign(entry.getKey(), inputs)));
      read.put(input.name(), checked(input, entry.getValue()));
    }
    NdArray<?> first = read.values().iterator().next();
    int examples = examples(first);
    return new ReadInput(
        read,
        new InputView.Arrays(name, List.copyOf(read.keySet()), content.name(), examples),
        List.of());
  }

  private static String foreign(String name, List<NamedTensor> inputs) {
    return "its array \"%s\" is no input that is to be given; those are \"%s\""
        .formatted(name, String.join("\", \"", inputs.stream().map(NamedTensor::name).toList()));
  }

  private static Map<String, NpyArray> arrays(NamedFile file, ReadLimits limits) {
    byte[] bytes = file.bytes(limits);
    long most = limits.bytes() * EXPANSION;
    return file.read(
        () -> {
          try {
            return NpzReader.read(new ByteArrayInputStream(bytes), most);
          } catch (NpyException e) {
            if (e.problem() == NpyProblem.ENTRIES_TOO_LARGE) {
              throw tooLarge(file, most).causedBy(e);
            }
            throw e;
          }
        });
  }

  private static AttributionException tooLarge(NamedFile file, long most) {
    return new AttributionException(
        ErrorCode.INPUT_TOO_LARGE,
        file.content().name(),
        file.role(),
        "its arrays take more than %d bytes".formatted(most));
  }

  private static NdArray<?> checked(NamedTensor input, NpyArray array) {
    String found = array.type().numpyName();
    if (InputDtype.named(input.tensor().dtype())
        .filter(dtype -> dtype.numpy().contains(found))
        .isEmpty()) {
      throw input.wrongType(found);
    }
    return array.values();
  }

  /** An array as people see it. */
  public static InputView.Arrays view(String input, String origin, NdArray<?> values) {
    return new InputView.Arrays(input, List.of(input), origin, examples(values));
  }

  private static int examples(NdArray<?> values) {
    return values.rank() == 0 ? 1 : (int) values.shape().get(0);
  }
}
