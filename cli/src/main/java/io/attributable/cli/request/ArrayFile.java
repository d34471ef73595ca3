package io.attributable.cli.request;

import io.attributable.inputs.source.NamedFile;
import java.nio.file.Path;
import org.tensorflow.ndarray.NdArray;

/** Reads arrays that parameters of methods have by input. */
public final class ArrayFile {
  private ArrayFile() {}

  /**
   * The array of a {@code .npy} file.
   *
   * @param parameter the parameter, such as {@code baseline}
   * @param input the input or layer that it is for
   * @throws io.attributable.AttributionException UNREADABLE_FILE
   */
  public static NdArray<?> read(String parameter, String input, Path file) {
    return new NamedFile(file, parameter + " \"" + input + "\"").array().values();
  }
}
