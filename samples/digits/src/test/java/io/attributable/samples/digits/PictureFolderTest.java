package io.attributable.samples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
  @TempDir Path folder;

  private Path digit;

  @BeforeEach
  void write() throws IOException {
    PictureFolder pictures = new PictureFolder(folder);
    pictures.write(Made.explanation(3, 8, 1, 8));
    assertThat(pictures.written()).isEqualTo(11);
    digit = folder.resolve("digit-3");
  }

  @Test
  void theDigitAndEachMapIsAFileNamedByItsCaption() throws IOException {
    try (Stream<Path> files = Files.list(digit)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "digit.png",
              "conv1-input-target-1-global.png",
              "conv1-input-target-1-local.png",
              "conv1-input-target-8-global.png",
              "conv1-input-target-8-local.png",
              "conv1-input-target-1-minus-8-global.png",
              "conv3-output-target-1-global.png",
              "conv3-output-target-1-local.png",
              "conv3-output-target-8-global.png",
              "conv3-output-target-8-local.png",
              "conv3-output-target-1-minus-8-global.png");
    }
  }

  @Test
  void aFigureHasCaptionsMapAndScale() throws IOException {
    BufferedImage figure = read("conv3-output-target-1-global.png");
    assertThat(figure.getWidth()).isEqualTo(2 * (320 + 24));
    // The map's lower left quarter is the largest value, all else is zero.
    assertThat(colour(figure, 600, 200)).isEqualTo(0xf7f7f7);
    assertThat(colour(figure, 60, 730)).isEqualTo(0x67001f);
    assertThat(figure.getHeight()).isGreaterThan(figure.getWidth() + 100);
  }

  @Test
  void theDigitIsDarkWhereThereIsInk() throws IOException {
    BufferedImage picture = read("digit.png");
    assertThat(picture.getWidth()).isEqualTo(320);
    assertThat(colour(picture, 310, 10)).isEqualTo(0xffffff);
    assertThat(colour(picture, 10, 310)).isEqualTo(0xe5e5e5);
  }

  private BufferedImage read(String file) throws IOException {
    return ImageIO.read(digit.resolve(file).toFile());
  }

  private static int colour(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xffffff;
  }
}
