package io.attributable.cli.request;

import io.attributable.inputs.source.NamedFile;
import io.attributable.model.ByteExamples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Reads arrays that parameters of methods have by input. */
public final class ArrayFile {
  private ArrayFile() {}

  /** A text as the row of an input of strings that has one per example. */
  public static NdArray<?> text(String text) {
    return ByteExamples.array(Shape.of(1), List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

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
