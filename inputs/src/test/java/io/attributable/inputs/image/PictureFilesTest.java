package io.attributable.inputs.image;

import static io.attributable.inputs.InputFixtures.distance;
import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.golden;
import static io.attributable.inputs.InputFixtures.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.inputs.card.ImagePreprocess.Channels;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are decoded as Pillow decodes them. */
class PictureFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb.png",
        "grey.png",
        "palette.png",
        "bits.png",
        "grey16.png",
        "lossless.webp",
        "rgb.bmp"
      })
  void withoutLossTheyAreTheSame(String name) {
    assertThat(distance(values(name, Channels.RGB), golden(name))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgba.png", "grey-alpha.png", "alpha.webp"})
  void transparencyIsKept(String name) {
    assertThat(distance(values(name, Channels.RGBA), golden(name))).isZero();
    assertThat(pixels(name).transparent()).isTrue();
  }

  /** Decoders round differently, and interpolate chroma in their own way. */
  @ParameterizedTest
  @CsvSource({
    "rgb.jpg, 2",
    "rgb-444.jpg, 2",
    "grey.jpg, 1",
    "progressive.jpg, 2",
    "cmyk.jpg, 3",
  })
  void withLossTheyAreClose(String name, double most) {
    assertThat(distance(values(name, Channels.RGB), golden(name))).isLessThanOrEqualTo(most);
  }

  @Test
  void webpWithLossIsTold() throws IOException {
    assertThat(LossyWebp.is(Files.readAllBytes(path("lossy.webp")))).isTrue();
    assertThat(LossyWebp.is(Files.readAllBytes(path("lossless.webp")))).isFalse();
    assertThat(LossyWebp.is(Files.readAllBytes(path("rgb.png")))).isFalse();
    assertThat(LossyWebp.is("RIFF".getBytes(StandardCharsets.US_ASCII))).isFalse();
  }

  /** Where colours change, libwebp interpolates chroma, and the JVM's decoder does not. */
  @Test
  void webpWithLossIsCloseInTheMean() {
    double[] read = values("lossy.webp", Channels.RGB);
    double[] golden = golden("lossy.webp");
    double sum = 0;
    for (int i = 0; i < read.length; i++) {
      sum += Math.abs(read[i] - golden[i]);
    }
    assertThat(sum / read.length).isLessThan(3.5);
    assertThat(distance(read, golden)).isLessThanOrEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void photosAreTurned(int orientation) {
    String name = "turned-" + orientation + ".jpg";
    Pixels read = pixels(name);
    assertThat(read.width() > read.height()).isEqualTo(orientation <= 4);
    assertThat(distance(values(name, Channels.RGB), golden(name))).isLessThanOrEqualTo(2);
  }

  @Test
  void greyIsTheLumaThatPillowComputes() {
    assertThat(distance(values("rgb.png", Channels.GREY), golden("luma"))).isZero();
    assertThat(distance(values("rgb.png", Channels.GREY), golden("luma-tf")))
        .isLessThanOrEqualTo(1);
  }

  private static double[] values(String name, Channels channels) {
    float[] values = ChannelOrder.grid(pixels(name), channels).values();
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static Pixels pixels(String name) {
    NamedFile file = new NamedFile(file(name), "input \"image\"");
    return new PictureFile(file, ReadLimits.DEFAULT).read(file.bytes());
  }
}
