package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ElementType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

class ImagePictureTest {
  private static final NdArray<?> CROSS =
      StdArrays.ndCopyOf(new float[][] {{1, -2}, {0, Float.NaN}, {0.5f, Float.NEGATIVE_INFINITY}});

  @Test
  void masksAsCaptumDoes() throws IOException {
    Picture picture =
        ImagePicture.of(Fixtures.array("values"))
            .over(Pixels.of(Fixtures.array("pixels")))
            .style(ImageStyle.MASKED)
            .sign(Sign.ABSOLUTE)
            .outliers(2)
            .draw();
    BufferedImage image = RecordedCanvas.of(picture).images.get(0);
    double[] expected = Fixtures.values("masked");
    for (int i = 0; i < 63; i++) {
      int rgb = RecordedCanvas.colour(image, 7, 9, i / 9, i % 9);
      assertThat(List.of(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff))
          .containsExactly(
              (int) expected[3 * i], (int) expected[3 * i + 1], (int) expected[3 * i + 2]);
    }
  }

  @Test
  void heatMapsAreCentredOnZero() {
    BufferedImage image = RecordedCanvas.of(ImagePicture.of(CROSS).draw()).images.get(0);
    ColourScale scale = ColourScale.BLUE_RED;
    assertThat(colour(image, 0, 0)).isEqualTo(scale.rgb(0.5, Sign.ALL));
    assertThat(colour(image, 0, 1)).isEqualTo(scale.rgb(-1, Sign.ALL));
    assertThat(colour(image, 1, 0)).isEqualTo(scale.rgb(0, Sign.ALL));
  }

  @Test
  void whatIsNoNumberIsHatchedAndTold() {
    Picture picture = ImagePicture.of(CROSS).draw();
    BufferedImage image = RecordedCanvas.of(picture).images.get(0);
    int side = image.getWidth() / 2;
    assertThat(image.getSubimage(side, side, side, 2 * side).getRGB(0, 0, 9, 1, null, 0, 9))
        .containsOnly(0xff000000 | ColourScale.UNKNOWN, 0xffc9ccd2);
    assertThat(RecordedCanvas.of(picture).words).contains("attribution", "no number");
    assertThat(picture.altText())
        .isEqualTo(
            "Heat map of 3 × 2 attributions. Most speaks for the target at row 1, column 1 (upper"
                + " left): +1. Most speaks against it at row 1, column 2 (upper right): −2. All add"
                + " up to −0.5. 2 are no numbers and are drawn in grey.");
  }

  @Test
  void zerosAreDrawnAsZero() {
    Picture picture = ImagePicture.of(StdArrays.ndCopyOf(new float[4][4])).outliers(2).draw();
    BufferedImage image = RecordedCanvas.of(picture).images.get(0);
    int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    assertThat(all).containsOnly(0xff000000 | ColourScale.BLUE_RED.rgb(0, Sign.ALL));
    assertThat(picture.altText()).endsWith("All are zero.");
    assertThat(RecordedCanvas.of(picture).words).contains("0").doesNotContain("+0");
  }

  @Test
  void darknessIsADotInTheMiddleOfItsPixelAndNowhereElse() {
    NdArray<?> ones = StdArrays.ndCopyOf(new float[][] {{1, 1}, {1, 1}});
    Pixels ink = Pixels.of(StdArrays.ndCopyOf(new float[][] {{1, 0}, {0, 0}}), 1, 0);
    ImagePicture dots = ImagePicture.of(ones).over(ink).style(ImageStyle.DOTS);
    BufferedImage image = RecordedCanvas.of(dots.width(40).draw()).images.get(0);
    assertThat(image.getRGB(20, 20)).isEqualTo(0xff14171f);
    assertThat(image.getRGB(2, 2)).isEqualTo(0xff67001f);
    assertThat(image.getRGB(60, 20)).isEqualTo(0xff67001f);
    assertThat(image.getRGB(60, 60)).isEqualTo(0xff67001f);
    Pixels large = Pixels.of(NdArrays.ofFloats(Shape.of(65, 2)));
    assertThat(message(dots.over(large)::draw)).contains("dots for 65 × 2 pixels", "BLENDED");
  }

  @Test
  void halfTheDarknessIsHalfTheDot() {
    NdArray<?> zeros = NdArrays.ofFloats(Shape.of(1, 2));
    Pixels ink = Pixels.of(StdArrays.ndCopyOf(new float[][] {{1, 0.5f}}), 1, 0);
    Picture picture = ImagePicture.of(zeros).over(ink).style(ImageStyle.DOTS).width(400).draw();
    BufferedImage image = RecordedCanvas.of(picture).images.get(0);
    assertThat((double) dark(image, 400) / dark(image, 0)).isBetween(0.48, 0.52);
  }

  private static int dark(BufferedImage image, int left) {
    int dark = 0;
    for (int rgb : image.getRGB(left, 0, 400, 400, null, 0, 400)) {
      dark += (rgb & 0xff) < 0x80 ? 1 : 0;
    }
    return dark;
  }

  @Test
  void longMapsAreStrips() {
    NdArray<?> column = NdArrays.ofFloats(Shape.of(100_000, 1));
    Picture picture = ImagePicture.of(column).legend(false).draw();
    assertThat(picture.width()).isEqualTo(32);
    assertThat(picture.png()).isNotEmpty();
    assertThat(message(() -> ImagePicture.of(NdArrays.ofFloats(Shape.of(5000, 5000)))))
        .contains("too large");
  }

  @Test
  void aMarginCanBeLeftOut() {
    Picture picture = ImagePicture.of(CROSS).legend(false).margin(0).width(40).draw();
    assertThat(picture.width()).isEqualTo(27);
    assertThat(picture.height()).isEqualTo(40);
    assertThat(message(() -> ImagePicture.of(CROSS).margin(-1))).contains("margin is -1");
  }

  @Test
  void channelsAreSummedAndExamplesChosen() {
    AttributedTensor tensor =
        new AttributedTensor(
            "image:0",
            ElementType.FLOAT32,
            StdArrays.ndCopyOf(new float[][][][] {{{{9, 9}}}, {{{1, 2}}}}));
    assertThat(ImagePicture.of(tensor, 1).draw().altText()).contains("centre): +3.");
    assertThat(message(() -> ImagePicture.of(tensor, 2)))
        .isEqualTo(
            "[PictureValues] Values of shape [2, 1, 1, 2] cannot be drawn as an image: it has no"
                + " example 2. Give an example that is there.");
  }

  @Test
  void legendsSayWhereTheScaleIsCut() {
    Picture picture = ImagePicture.of(CROSS).outliers(50).unit("logit").draw();
    assertThat(RecordedCanvas.of(picture).words)
        .contains("≤ −2", "0", "≥ +2", "attribution in logit", "no number");
  }

  @Test
  void shapesThatAreNoImagesAreRefused() {
    assertThat(message(() -> ImagePicture.of(StdArrays.ndCopyOf(new float[] {1, 2, 3}))))
        .startsWith("[PictureValues] Values of shape [3] cannot be drawn as an image: ");
    assertThat(message(() -> ImagePicture.of(NdArrays.ofFloats(Shape.of(1, 7, 7)))))
        .contains("a batch of one map or one row of channels");
    assertThat(message(() -> ImagePicture.of(NdArrays.ofFloats(Shape.of(2, 3, 3, 1)))))
        .contains("[2, 3, 3, 1]");
    assertThat(message(() -> ImagePicture.of(NdArrays.ofFloats(Shape.of(0, 3)))))
        .contains("there are 0 values");
    assertThat(message(() -> ImagePicture.of(NdArrays.ofObjects(String.class, Shape.of(1, 1)))))
        .contains("they are no numbers");
    assertThat(message(() -> Pixels.of(NdArrays.ofFloats(Shape.of(2, 2, 4)))))
        .contains("one or three channels");
  }

  @Test
  void settingsThatDoNotGoTogetherAreRefused() {
    ImagePicture map = ImagePicture.of(CROSS);
    assertThat(message(map.style(ImageStyle.BLENDED)::draw))
        .isEqualTo(
            "[PictureSetting] Picture: style is blended. It must be HEAT_MAP or CONTOUR where no"
                + " pixels are given; give them with over(Pixels).");
    Pixels pixels = Pixels.of(CROSS);
    assertThat(message(map.over(pixels).style(ImageStyle.MASKED)::draw))
        .startsWith("[PictureSetting] Picture: sign is ALL. It must be POSITIVE, NEGATIVE");
    assertThat(message(() -> map.opacity(1.5))).contains("opacity is 1.5");
    assertThat(message(() -> map.width(3))).contains("width is 3");
    assertThat(message(() -> map.draw().png(0))).contains("scale is 0.0");
    assertThat(message(() -> map.draw().svg("1 a"))).contains("id is 1 a");
  }

  private static int colour(BufferedImage image, int row, int column) {
    return RecordedCanvas.colour(image, 3, 2, row, column);
  }

  private static String message(ThrowingCallable call) {
    StringBuilder message = new StringBuilder();
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(call)
        .satisfies(thrown -> message.append(thrown.getMessage()));
    return message.toString();
  }

  @Test
  void channelsMayComeFirst() {
    double[][][] last = new double[4][5][3];
    double[][][] first = new double[3][4][5];
    for (int i = 0; i < 60; i++) {
      last[i / 15][i / 3 % 5][i % 3] = i;
      first[i % 3][i / 15][i / 3 % 5] = i;
    }
    Pixels pixels = Pixels.of(new float[4][5][3]);
    String expected = ImagePicture.of(StdArrays.ndCopyOf(last)).over(pixels).draw().svg();
    ImagePicture turned = ImagePicture.of(StdArrays.ndCopyOf(first));
    assertThat(turned.over(pixels).draw().svg())
        .as("the picture's size shows it")
        .isEqualTo(expected);
    assertThat(turned.channelsFirst().over(pixels).draw().svg()).isEqualTo(expected);
    assertThat(turned.channelsFirst().draw().altText())
        .startsWith("Heat map of 4 × 5 attributions");
    assertThat(turned.draw().altText()).startsWith("Heat map of 3 × 4 attributions");
    ImagePicture layer = ImagePicture.of(StdArrays.ndCopyOf(new double[2][2][7]));
    assertThat(layer.over(pixels).draw().altText()).startsWith("Heat map of 2 × 2 attributions");
    assertThatThrownBy(() -> ImagePicture.of(StdArrays.ndCopyOf(new double[2][2])).channelsFirst())
        .hasMessageContaining("it has no channels before its rows");
  }
}
