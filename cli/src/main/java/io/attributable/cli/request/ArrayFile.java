package io.attributable.cli.request;

import io.attributable.inputs.source.NamedFile;
import io.attributable.model.ByteExamples;
import io.attributable.npy.NpyArray;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Reads arrays that parameters of methods have by input. */
public final class ArrayFile {
  private static final String MASK = "mask";

  private ArrayFile() {}

  /** A text as the row of an input of strings that has one per example. */
  public static NdArray<?> text(String text) {
    return ByteExamples.array(Shape.of(1), List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The array of a {@code .npy} file; unsigned numbers of a mask are widened.
   *
   * @param parameter the parameter, such as {@code baseline}
   * @param input the input or layer that it is for
   * @throws io.attributable.AttributionException UNREADABLE_FILE
   */
  public static NdArray<?> read(String parameter, String input, Path file) {
    NpyArray array = new NamedFile(file, parameter + " \"" + input + "\"").array();
    return parameter.equals(MASK) ? widened(array) : array.values();
  }

  /** Numbers of features have no type of an input, by which unsigned ones would be known. */
  private static NdArray<?> widened(NpyArray array) {
    long bits =
        switch (array.type()) {
          case UINT8 -> 0xFF;
          case UINT16 -> 0xFFFF;
          case UINT32 -> 0xFFFFFFFFL;
          default -> 0;
        };
    if (bits == 0) {
      return array.values();
    }
    LongNdArray numbers = NdArrays.ofLongs(array.values().shape());
    Iterator<? extends NdArray<?>> from = array.values().scalars().iterator();
    numbers
        .scalars()
        .forEach(number -> number.setLong(((Number) from.next().getObject()).longValue() & bits));
    return numbers;
  }
}
