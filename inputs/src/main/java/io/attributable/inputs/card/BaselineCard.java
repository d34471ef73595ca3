package io.attributable.inputs.card;

import java.nio.file.Path;
import java.util.Objects;

/** What stands for the absence of an input. Immutable, safe for any number of threads. */
public sealed interface BaselineCard {

  /** The same number for every element. */
  record Constant(double value) implements BaselineCard {}

  /** The array of a {@code .npy} file: a row, or several. */
  record File(Path path) implements BaselineCard {
    /** Requires the path. */
    public File {
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * The example itself, blurred.
   *
   * @param sigma the standard deviation in pixels
   */
  record Blur(double sigma) implements BaselineCard {}
}
