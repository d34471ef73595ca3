package io.attributable.samples.methods;

import io.attributable.pictures.GalleryPicture;
import io.attributable.pictures.ImagePicture;
import io.attributable.pictures.ImageStyle;
import io.attributable.pictures.Picture;
import io.attributable.pictures.TokenPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Explains one digit and one sentence by every method and writes two pictures.
 *
 * <pre>{@code
 * Gallery samples docs/pictures
 * }</pre>
 */
public final class Gallery {
  private static final int COLUMNS = 4;
  private static final int SIDE = 128;

  private final Path samples;

  /** Reads models and examples from the samples' folder. */
  Gallery(Path samples) {
    this.samples = samples;
  }

  /** The samples' folder, and where pictures are written. */
  public static void main(String[] arguments) throws IOException {
    new Gallery(Path.of(arguments[0])).write(Path.of(arguments[1]));
  }

  /** Writes {@code methods-digit.svg} and {@code methods-sentence.svg}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Digit digit = new Digit(samples.resolve("digits/src/main/resources"));
    draw(digit).svg(folder.resolve("methods-digit.svg"));
    Sentence sentence = new Sentence(samples.resolve("methods/src/main/resources/sentences"));
    draw(sentence).svg(folder.resolve("methods-sentence.svg"));
  }

  private static Picture draw(Digit digit) {
    GalleryPicture all =
        GalleryPicture.empty()
            .title("One handwritten digit, and what each method says of it")
            .legend(true)
            .columns(COLUMNS);
    List<Explained> methods = new ArrayList<>(digit.model().explain());
    methods.add(digit.smoothed());
    ImagePicture pixels = map(methods.get(0)).over(digit.scan()).style(ImageStyle.ORIGINAL);
    all = all.add("the digit", pixels.draw());
    for (Explained method : methods) {
      all = all.add(method.name(), map(method).draw());
    }
    return all.draw();
  }

  private static ImagePicture map(Explained method) {
    return ImagePicture.of(method.tensor(), 0).width(SIDE).legend(false);
  }

  private static Picture draw(Sentence sentence) {
    GalleryPicture all =
        GalleryPicture.empty()
            .title("One sentence, and what each method says of its words")
            .legend(true)
            .columns(1);
    for (Explained method : sentence.model().explain()) {
      Picture line = TokenPicture.of(sentence.words(), method.tensor(), 0).legend(false).draw();
      all = all.add(method.name(), line);
    }
    return all.draw();
  }
}
