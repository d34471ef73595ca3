package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Convergence;
import io.attributable.ElementType;
import io.attributable.Port;
import io.attributable.Saliency;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

class KindsTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final NdArray<?> SAID = StdArrays.ndCopyOf(new double[] {1, -3, 0.5, 0.25});

  @Test
  void featuresWithoutABarAreSummed() {
    RecordedCanvas canvas = RecordedCanvas.of(TablePicture.of(NAMES, SAID).top(2).draw());
    assertThat(canvas.tooltips).containsExactly("b: −3", "a: +1", "2 others: +0.75");
    assertThat(RecordedCanvas.of(TablePicture.of(NAMES, SAID).top(3).draw()).tooltips)
        .as("a single other one is named")
        .endsWith("d: +0.25");
  }

  @Test
  void tablesShowValuesAndSigns() {
    TablePicture table = TablePicture.of(NAMES, SAID).values(List.of("1", "2", "3", "4"));
    assertThat(RecordedCanvas.of(table.draw()).tooltips).startsWith("b = 2: −3");
    assertThat(table.draw().altText())
        .isEqualTo(
            "Bars of 4 features by their attribution. Largest: b = 2 −3, a = 1 +1, c = 3 +0.5, d ="
                + " 4 +0.25.");
    assertThat(table.sign(Sign.POSITIVE).draw().altText()).doesNotContain("b =");
    assertThat(RecordedCanvas.of(table.sign(Sign.ABSOLUTE).draw()).words).contains("3");
  }

  @Test
  void whatIsNoNumberHasNoBar() {
    Picture picture =
        TablePicture.of(NAMES, StdArrays.ndCopyOf(new double[] {1, Double.NaN, 2, 3})).draw();
    assertThat(RecordedCanvas.of(picture).words).contains("NaN, no number");
    assertThat(picture.altText()).endsWith("One is no number and is drawn in grey.");
  }

  @Test
  void waterfallsLeadFromTheBaselineToTheInput() {
    Picture picture = WaterfallPicture.of(NAMES, SAID, 2, 0.75).draw();
    assertThat(RecordedCanvas.of(picture).tooltips)
        .doesNotContain("not accounted for: 0")
        .hasSize(6);
    assertThat(RecordedCanvas.of(WaterfallPicture.of(NAMES, SAID, 2, 1).draw()).tooltips)
        .contains("not accounted for: +0.25");
    assertThat(picture.altText())
        .startsWith("Waterfall of 4 features from F(baseline) = 2 to F(x)");
    assertThat(message(WaterfallPicture.of(NAMES, SAID, 2, 1).sign(Sign.POSITIVE)::draw))
        .contains("ALL for a waterfall");
    assertThat(message(() -> WaterfallPicture.of(NAMES, SAID, Double.NaN, 1)))
        .contains("output is NaN and 1.0");
  }

  @Test
  void waterfallsReadBothOutputsFromAnAttribution() {
    AttributedTensor tensor =
        new AttributedTensor(
            "row:0", ElementType.FLOAT32, StdArrays.ndCopyOf(new float[][] {{1, -3, 0.5f, 0.25f}}));
    Attribution attribution =
        new Attribution("input:row", Port.OUTPUT, new Saliency(), List.of(tensor), null);
    assertThat(message(() -> WaterfallPicture.of(NAMES, attribution, 0)))
        .contains("method is saliency", "integrated-gradients");
    Convergence sums = new Convergence(List.of(0.75), List.of(2.0), List.of(0.0), 50);
    assertThat(WaterfallPicture.of(NAMES, attribution.withConvergence(sums), 0).draw().altText())
        .contains("from F(baseline) = 2 to F(x) = 0.75");
  }

  @Test
  void tokensAreWrappedAndPaddingIsLeftOut() {
    List<String> words = IntStream.range(0, 40).mapToObj(i -> "word" + i).toList();
    Picture long40 = TokenPicture.of(words, NdArrays.ofFloats(Shape.of(64, 8))).draw();
    Picture one = TokenPicture.of(List.of("word"), NdArrays.ofFloats(Shape.of(1))).draw();
    assertThat(long40.height()).isEqualTo(one.height() + 3 * 27);
    assertThat(RecordedCanvas.of(long40).boxes)
        .allSatisfy(box -> assertThat(box.getMaxX()).isLessThanOrEqualTo(560));
    assertThat(message(() -> TokenPicture.of(words, NdArrays.ofFloats(Shape.of(12)))))
        .isEqualTo(
            "[PictureValues] Values of shape [12] cannot be drawn as tokens: there are 40 tokens."
                + " Give a value for each, [tokens], or several, [tokens, features].");
    assertThat(message(() -> TokenPicture.of(List.of(), NdArrays.ofFloats(Shape.of(1)))))
        .contains("there are no tokens");
  }

  @Test
  void aWordWiderThanThePictureIsCut() {
    Picture picture =
        TokenPicture.of(List.of("a".repeat(500)), NdArrays.ofFloats(Shape.of(1))).draw();
    assertThat(RecordedCanvas.of(picture).words.get(0)).endsWith("…").hasSizeLessThan(100);
  }

  @Test
  void longSoundsKeepTheirPeaks() {
    double[] said = new double[16_000];
    said[8_000] = -5;
    said[8_001] = 1;
    NdArray<?> values = StdArrays.ndCopyOf(said);
    Picture picture = SeriesPicture.of(values, values).rate(16_000).draw();
    RecordedCanvas canvas = RecordedCanvas.of(picture);
    int[] bands = canvas.images.get(1).getRGB(0, 0, 496, 1, null, 0, 496);
    assertThat(bands[247] >>> 24).as("the curve is seen").isZero();
    assertThat(bands[248] >>> 24).as("the colour lies over the curve").isEqualTo(191);
    assertThat(picture.altText()).contains("16000 steps", "Largest: 0.5 s −5");
    assertThat(picture.svg()).hasSizeLessThan(40_000);
  }

  @Test
  void seriesOfEveryStyleAreDrawn() {
    for (SeriesStyle style : SeriesStyle.values()) {
      NdArray<?> two = StdArrays.ndCopyOf(new double[][] {{1, 2}, {Double.NaN, 2}, {0, 2}});
      Picture picture = SeriesPicture.of(two, two).style(style).draw();
      assertThat(picture.altText()).startsWith("2 curves of 3 steps").contains("One is no number");
      assertThat(picture.png()).isNotEmpty();
    }
    assertThat(message(() -> SeriesPicture.of(SAID, NdArrays.ofFloats(Shape.of(3)))))
        .contains("[3]", "the series itself has shape [4]");
    assertThat(message(() -> SeriesPicture.of(SAID, SAID).channels(NAMES))).contains("4 names");
    assertThat(message(() -> SeriesPicture.of(SAID, SAID).rate(0))).contains("rate is 0.0");
  }

  @Test
  void spectrogramsTellTimeAndFrequency() {
    NdArray<?> energies = StdArrays.ndCopyOf(new double[][] {{0, 0, 0}, {0, 0, 7}});
    Picture picture =
        SpectrogramPicture.of(energies, energies).rate(100).frequencies(0, 8_000).draw();
    assertThat(picture.altText()).contains("for the target at 0.01 s, 8000 Hz: +7");
    assertThat(message(() -> SpectrogramPicture.of(energies, SAID))).contains("[4]");
    assertThat(message(() -> SpectrogramPicture.of(energies, energies).frequencies(5, 1)))
        .contains("frequencies is 5.0 to 1.0");
  }

  @Test
  void theNarrowestSeriesHaveRoomBesideTheirAxis() {
    NdArray<?> steps = NdArrays.ofFloats(Shape.of(3_000));
    NdArray<?> grid = NdArrays.ofFloats(Shape.of(30, 20));
    for (Picture picture :
        List.of(
            SeriesPicture.of(steps, steps).width(40).draw(),
            SoundPicture.of(steps, 8_000, steps).width(40).draw(),
            SpectrogramPicture.of(grid, grid).width(40).draw())) {
      assertThat(picture.width()).isEqualTo(64 + 40 + 2 * 12);
      assertThat(picture.png()).isNotEmpty();
    }
  }

  @Test
  void channelsThatSayMostComeFirst() {
    NdArray<?> layer = StdArrays.ndCopyOf(new double[][][] {{{1, -5, 0}, {1, 2, 0}}});
    RecordedCanvas canvas = RecordedCanvas.of(ChannelsPicture.of(layer).top(2).draw());
    assertThat(canvas.words).startsWith("#1  Σ −3", "#0  Σ +2");
    AttributedTensor sequence =
        new AttributedTensor(
            "a:0", ElementType.FLOAT32, StdArrays.ndCopyOf(new float[][][] {{{1, 2}, {3, 5}}}));
    assertThat(RecordedCanvas.of(ChannelsPicture.of(sequence, 0).draw()).words)
        .startsWith("#1  Σ +7", "#0  Σ +4");
    assertThat(message(() -> ChannelsPicture.of(SAID))).contains("three dimensions");
    assertThat(message(() -> ChannelsPicture.of(layer).columns(0))).contains("columns is 0");
  }

  @Test
  void galleriesHoldPicturesOfAnySize() {
    Picture small = ImagePicture.of(NdArrays.ofFloats(Shape.of(2, 2))).width(60).draw();
    GalleryPicture gallery = GalleryPicture.empty().columns(2).add("one", small);
    Picture drawn = gallery.add("two", small).add("three", Examples.table()).draw();
    assertThat(RecordedCanvas.of(drawn).words).contains("one", "two", "three");
    assertThat(drawn.width()).isEqualTo(small.width() + Examples.table().width() - 2);
    assertThat(drawn.altText()).startsWith("3 pictures. one: Heat map");
    assertThat(message(GalleryPicture.empty()::draw)).contains("gallery is empty");
  }

  private static String message(ThrowingCallable call) {
    StringBuilder message = new StringBuilder();
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(call)
        .satisfies(thrown -> message.append(thrown.getMessage()));
    return message.toString();
  }
}
