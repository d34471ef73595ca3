package io.attributable.samples.digits;

import io.attributable.pictures.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the pictures of every digit as PNG files: {@code digit-1/digit.png} and one figure per
 * heat map, such as {@code digit-1/conv2-output-target-3-global.png}.
 */
final class PictureFolder {
  private static final int DIGIT_SIDE = 160;

  private final Path folder;
  private int written;

  /** Creates nothing yet. */
  PictureFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes the pictures of one digit over those that may be there. */
  void write(DigitExplanation explanation) throws IOException {
    Digit digit = explanation.digit();
    Path own = Files.createDirectories(folder.resolve("digit-" + digit.number()));
    write(own.resolve("digit.png"), DigitPictures.scan(digit.ink(), DIGIT_SIDE));
    String subject =
        Numbers.withArticle(digit.label()) + ", read as " + explanation.reading().best();
    for (AttributionMap map : explanation.maps()) {
      Picture figure = DigitPictures.figure(map, digit.ink(), subject);
      write(own.resolve(map.fileName() + ".png"), figure);
    }
  }

  /** How many files were written. */
  int written() {
    return written;
  }

  private void write(Path file, Picture picture) {
    picture.png(file);
    written++;
  }
}
