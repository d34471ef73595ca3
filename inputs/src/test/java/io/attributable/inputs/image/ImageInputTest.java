package io.attributable.inputs.image;

import static io.attributable.inputs.InputFixtures.distance;
import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.golden;
import static io.attributable.inputs.InputFixtures.named;
import static io.attributable.inputs.InputFixtures.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.offset;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.TensorShape;
import io.attributable.inputs.InputFixtures;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.PictureView;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as a model's numbers. */
class ImageInputTest {
  private static final NamedTensor COLOURS = named("image", "float32", -1, 18, 26, 3);

  private static ReadInput read(NamedTensor input, String said, String... files) {
    return ImageInput.read(
        input,
        said.isEmpty() ? ImagePreprocess.UNSAID : ModelCardReader.preprocess("test", said),
        Arrays.stream(files).map(InputFixtures::file).toList(),
        ReadLimits.DEFAULT);
  }

  private static double[] values(NamedTensor input, String said, String... files) {
    return numbers(read(input, said, files).arrays().get(input.name()));
  }

  private static AttributionException failure(NamedTensor input, String said, String... files) {
    return catchThrowableOfType(AttributionException.class, () -> read(input, said, files));
  }

  @ParameterizedTest
  @ValueSource(strings = {"caffe", "tf", "torch"})
  void modesAreThoseOfKeras(String mode) {
    assertThat(distance(values(COLOURS, mode, "rgb.png"), golden("mode-" + mode))).isLessThan(2e-5);
  }

  @Test
  void channelsMayBeFirst() {
    NamedTensor input = named("image", "float32", -1, 3, 18, 26);
    assertThat(distance(values(input, "caffe", "rgb.png"), golden("mode-caffe-first")))
        .isLessThan(2e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "'?,18,26,3',  '[2,18,26,3]'",
    "'?,3,18,26',  '[2,3,18,26]'",
    "'?,?,?,3',    '[2,18,26,3]'",
    "'?,9,13,1',   '[2,9,13,1]'",
    "'?,9,13',     '[2,9,13]'",
    "'?,9,13,4',   '[2,9,13,4]'",
  })
  void shapesDecideHowPicturesLie(String stated, String found) {
    long[] lengths =
        Arrays.stream(stated.split(","))
            .mapToLong(length -> length.equals("?") ? -1 : Long.parseLong(length))
            .toArray();
    ReadInput read = read(named("image", "float32", lengths), "0..1", "rgb.png", "lossless.webp");
    assertThat(TensorShape.of(read.arrays().get("image").shape()).toString()).isEqualTo(found);
    assertThat(read.view().examples()).isEqualTo(2);
  }

  @Test
  void aSinglePictureNeedsNoExampleDimension() {
    ReadInput read = read(named("image", "float32", 18, 26, 3), "0..1", "rgb.png");
    assertThat(read.arrays().get("image").shape().asArray()).containsExactly(18, 26, 3);
    assertThat(failure(named("image", "float32", 18, 26, 3), "0..1", "rgb.png", "rgb.jpg").code())
        .isEqualTo(ErrorCode.INPUT_CONVERSION);
  }

  @Test
  void flatInputsNeedASize() {
    NamedTensor flat = named("image", "float32", -1, 9 * 13);
    ReadInput read = read(flat, "{\"size\": [9, 13], \"range\": [0, 1]}", "rgb.png");
    assertThat(read.arrays().get("image").shape().asArray()).containsExactly(1, 117);
    assertThat(failure(flat, "0..1", "rgb.png"))
        .hasMessageContaining("its shape does not show height and width")
        .hasMessageContaining("\"size\" as [HEIGHT, WIDTH]");
    assertThat(failure(flat, "{\"size\": [9, 12], \"range\": [0, 1]}", "rgb.png"))
        .hasMessageContaining("9 x 12 pixels of 1 numbers are not the 117 of its shape");
  }

  @ParameterizedTest
  @CsvSource({"uint8, 0", "int32, 0", "int64, 0", "float64, 0"})
  void wholeNumbersAreLevels(String dtype, double most) {
    NamedTensor input = named("image", dtype, -1, 18, 26, 3);
    String said = dtype.startsWith("float") ? "0..255" : "";
    assertThat(distance(values(input, said, "rgb.png"), golden("rgb.png")))
        .isLessThanOrEqualTo(most);
  }

  @Test
  void aRangeIsNeverAssumed() {
    assertThat(failure(COLOURS, "", "rgb.png"))
        .hasMessageContaining("[InputConversion] Input \"image\" (float32 [?,18,26,3])")
        .hasMessageContaining("nothing says which numbers its pixels become")
        .hasMessageContaining("\"preprocess\": \"0..255\" (the model scales pixels itself)");
  }

  @Test
  void rangesMeansAndDeviationsScale() {
    double[] levels = golden("rgb.png");
    double[] found =
        values(COLOURS, "{\"range\": [-2, 3], \"mean\": 0.5, \"std\": [1, 2, 4]}", "rgb.png");
    double[] wanted = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      wanted[i] = (-2 + levels[i] / 255 * 5 - 0.5) / (1 << i % 3);
    }
    assertThat(distance(found, wanted)).isLessThan(1e-6);
  }

  @Test
  void transparencyIsDroppedWithANoteOrPutOnAColour() {
    ReadInput dropped = read(COLOURS, "0..255", "rgba.png");
    assertThat(dropped.notes()).singleElement().asString().contains("transparency was dropped");
    ReadInput white =
        read(COLOURS, "{\"range\": \"0..255\", \"background\": [255, 255, 255]}", "rgba.png");
    assertThat(white.notes()).isEmpty();
    double[] rgba = golden("rgba.png");
    double alpha = rgba[3] / 255;
    assertThat(numbers(white.arrays().get("image"))[0])
        .isCloseTo(rgba[0] * alpha + 255 * (1 - alpha), offset(0.51));
  }

  @Test
  void peopleSeeThePictureAsReadAndAsFed() {
    ReadInput read = read(named("image", "float32", -1, 9, 13, 3), "caffe", "rgb.png");
    PictureView seen = ((InputView.Images) read.view()).pictures().get(0);
    assertThat(seen.read().getWidth()).isEqualTo(26);
    assertThat(seen.fed().getWidth()).isEqualTo(13);
    assertThat(seen.origin()).endsWith("rgb.png");
    int pixel = seen.fed().getRGB(0, 0);
    double[] golden = golden("bilinear-9x13");
    assertThat(new double[] {pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF})
        .satisfies(
            rgb -> assertThat(distance(rgb, Arrays.copyOf(golden, 3))).isLessThanOrEqualTo(0.51));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-1,18,26,12; {'axes': 'channels_last', 'range': [0, 1]}; it has 12 channels, and pictures"
            + " have 1, 3 or 4",
        "-1,18,26,1;  caffe; it has 1 channels, but BGR has 3",
        "-1,-1,-1,-1; 0..1; which dimension has 1, 3 or 4 channels",
        "-1,3,26,3;   0..1; which dimension has 1, 3 or 4 channels",
        "-1,18,26,3;  {'size': [9, 13], 'range': [0, 1]}; its pictures have 18 x 26 pixels",
        "-1,18,26,3;  {'range': [0, 1], 'mean': [1, 2]}; \"mean\" has 2 numbers, but a pixel 3",
        "-1,18,3;     0..1; its shape is that of rows, not of pictures",
        "-1;          0..1; pictures have two to four dimensions",
      })
  void whatDoesNotFitIsToldByItsShape(String shape, String said, String words) {
    long[] lengths = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    AttributionException failure =
        failure(named("image", "float32", lengths), said.replace('\'', '"'), "rgb.png");
    assertThat(failure).hasMessageContaining(words).hasMessageContaining("rgb.png");
    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_CONVERSION);
  }

  @Test
  void aBatchHasOneSize() {
    assertThat(failure(named("image", "float32", -1, -1, -1, 3), "0..1", "rgb.png", "turned-6.jpg"))
        .hasMessageContaining("it has 26 x 18 pixels, but the first picture 18 x 26");
  }

  @Test
  void wholeNumbersThatDoNotFitAreRefused() {
    assertThat(failure(named("image", "uint8", -1, 18, 26, 3), "-1..1", "rgb.png"))
        .hasMessageContaining("which uint8 is not");
  }

  /** A picture of 60000 by 60000 pixels in a few bytes is refused by its header. */
  @Test
  void bombsAreRefusedBeforeTheyAreDecoded() throws IOException {
    Content bomb = new Content.Bytes("bomb.png", pngHeader(60_000, 60_000));
    AttributionException failure =
        catchThrowableOfType(
            AttributionException.class,
            () ->
                ImageInput.read(
                    COLOURS, ImagePreprocess.UNSAID.orBytes(), List.of(bomb), ReadLimits.DEFAULT));
    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_TOO_LARGE);
    assertThat(failure)
        .hasMessageContaining("\"bomb.png\" of input \"image\" is refused")
        .hasMessageContaining("60000 x 60000 pixels, and at most 50000000 are read");
  }

  @Test
  void filesAreRefusedByTheirLength() {
    AttributionException failure =
        catchThrowableOfType(
            AttributionException.class,
            () ->
                ImageInput.read(
                    COLOURS,
                    ImagePreprocess.UNSAID.orBytes(),
                    List.of(file("rgb.png")),
                    new ReadLimits(100, 100)));
    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_TOO_LARGE);
    assertThat(failure).hasMessageContaining("bytes, and at most 100 are read");
  }

  @Test
  void damagedPicturesAreToldFromOthers() throws IOException {
    byte[] whole = Files.readAllBytes(InputFixtures.path("rgb.png"));
    assertUnreadable(new Content.Bytes("half.png", Arrays.copyOf(whole, 200)), "it is damaged");
    byte[] changed = whole.clone();
    changed[whole.length / 2] ^= 1;
    assertUnreadable(
        new Content.Bytes("changed.png", changed), "the checksum of its chunk \"IDAT\" is wrong");
    byte[] photo = Files.readAllBytes(InputFixtures.path("rgb.jpg"));
    assertUnreadable(new Content.Bytes("half.jpg", Arrays.copyOf(photo, 700)), "it is damaged");
    assertUnreadable(
        new Content.Bytes("text.png", "hello".getBytes(StandardCharsets.UTF_8)),
        "it is no PNG, JPEG, WebP, GIF or BMP picture");
    assertUnreadable(new Content.Bytes("empty.png", new byte[0]), "it is no PNG");
    assertUnreadable(file("none.png"), "it does not exist");
  }

  private static void assertUnreadable(Content content, String words) {
    AttributionException failure =
        catchThrowableOfType(
            AttributionException.class,
            () ->
                ImageInput.read(
                    COLOURS,
                    ImagePreprocess.UNSAID.orBytes(),
                    List.of(content),
                    ReadLimits.DEFAULT));
    assertThat(failure.code()).isEqualTo(ErrorCode.UNREADABLE_FILE);
    assertThat(failure).hasMessageContaining(words).hasMessageContaining(content.name());
  }

  private static byte[] pngHeader(int width, int height) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(chunk);
    out.writeBytes("IHDR");
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(file);
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    png.writeInt(13);
    png.write(chunk.toByteArray());
    png.writeInt((int) crc.getValue());
    png.writeInt(0);
    png.writeBytes("IDAT");
    return file.toByteArray();
  }
}
