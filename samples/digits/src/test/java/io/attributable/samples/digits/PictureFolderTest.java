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
  void aFigureHasRoomForCaptionMapAndLegend() throws IOException {
    BufferedImage figure = read("conv3-output-target-1-global.png");

    assertThat(figure.getWidth()).isEqualTo(Figure.WIDTH);
    assertThat(figure.getHeight()).isEqualTo(Figure.HEIGHT);
    // The map fills the square from (24, 80) on; its lower left quarter is the largest value.
    assertThat(colour(figure, 24, 80)).isEqualTo(0xf7f7f7);
    assertThat(colour(figure, 25, 398)).isEqualTo(0x67001f);
    // The colour bar below it.
    assertThat(colour(figure, 24, 420)).isEqualTo(0x053061);
    assertThat(colour(figure, 343, 420)).isEqualTo(0x67001f);
  }

  @Test
  void captionAndLegendAreWritten() throws IOException {
    BufferedImage figure = read("conv3-output-target-1-global.png");

    assertThat(hasInk(figure, 20, 42)).isEqualTo(Lettering.possible());
    assertThat(hasInk(figure, 48, 66)).isEqualTo(Lettering.possible());
    assertThat(hasInk(figure, 430, 450)).isEqualTo(Lettering.possible());
  }

  @Test
  void theDigitIsDarkWhereThereIsInk() throws IOException {
    BufferedImage picture = read("digit.png");

    assertThat(picture.getWidth()).isEqualTo(320);
    assertThat(colour(picture, 310, 10)).isEqualTo(0xffffff);
    assertThat(colour(picture, 10, 310)).isEqualTo(0xe8e8e9);
  }

  private BufferedImage read(String file) throws IOException {
    return ImageIO.read(digit.resolve(file).toFile());
  }

  private static int colour(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xffffff;
  }

  private static boolean hasInk(BufferedImage figure, int top, int bottom) {
    for (int y = top; y < bottom; y++) {
      for (int x = 0; x < figure.getWidth(); x++) {
        if ((colour(figure, x, y) >> 8 & 0xff) < 0x80) {
          return true;
        }
      }
    }
    return false;
  }
}
