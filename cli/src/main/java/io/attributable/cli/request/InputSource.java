package io.attributable.cli.request;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/** Where the values of an input come from. */
public sealed interface InputSource {

  /** A {@code .npy} file. */
  record Npy(Path file) implements InputSource {}

  /** Files, each of which is an example of an input of strings, byte by byte. */
  record Files(List<Path> files) implements InputSource {

    /** Copies the list. */
    public Files {
      files = List.copyOf(files);
    }

    /** These and others behind them. */
    public Files and(Files others) {
      List<Path> all = new ArrayList<>(files);
      all.addAll(others.files);
      return new Files(all);
    }
  }

  /** Examples of an input of strings, in the order of the request. */
  record Examples(List<byte[]> examples) implements InputSource {}

  /** An array of bytes with the dimensions that it has in a request. */
  record Nested(NdArray<byte[]> values) implements InputSource {}
}
