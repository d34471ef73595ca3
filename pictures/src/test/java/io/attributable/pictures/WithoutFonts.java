package io.attributable.pictures;

import java.nio.file.Path;
import java.util.List;
import org.tensorflow.ndarray.StdArrays;

/** Draws in a JVM of its own. */
final class WithoutFonts {
  private WithoutFonts() {}

  public static void main(String[] arguments) {
    Examples.waterfall().png(Path.of(arguments[0]));
    byte[] boxes =
        TokenPicture.of(List.of("猫", "😀"), StdArrays.ndCopyOf(new float[] {1, 2})).draw().png();
    if (boxes.length == 0) {
      throw new IllegalStateException();
    }
  }
}
