package io.attributable.inputs.sound;

import static io.attributable.inputs.InputFixtures.distance;
import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.golden;
import static io.attributable.inputs.InputFixtures.named;
import static io.attributable.inputs.InputFixtures.numbers;
import static io.attributable.inputs.InputFixtures.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.TensorShape;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.SeriesFit;
import io.attributable.inputs.card.Side;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples are those that SciPy reads. */
class SoundInputTest {
  private static final NamedTensor WAVE = named("wave", "float32", -1, -1);

  private static ReadInput read(NamedTensor input, int rate, Content... files) {
    return SoundInput.read(input, new InputContent.Audio(rate), List.of(files), ReadLimits.DEFAULT);
  }

  private static AttributionException failure(NamedTensor input, int rate, Content... files) {
    return catchThrowableOfType(AttributionException.class, () -> read(input, rate, files));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcm8", "pcm16", "pcm24", "pcm32", "float32", "float64", "stereo"})
  void samplesAreThoseOfScipy(String name) {
    ReadInput read = read(WAVE, 8000, file(name + ".wav"));
    assertThat(distance(numbers(read.arrays().get("wave")), golden(name + ".wav"))).isZero();
    assertThat(((InputView.Sounds) read.view()).sounds().get(0).rate()).isEqualTo(8000);
  }

  @Test
  void samplesAreThoseOfTensorFlow() {
    ReadInput read = read(WAVE, 8000, file("pcm16.wav"));
    assertThat(distance(numbers(read.arrays().get("wave")), golden("tensorflow.wav"))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {16000, 11025, 3000, 8001})
  void otherRatesAreResampledAsByScipy(int rate) {
    ReadInput read = read(WAVE, rate, file("pcm16.wav"));
    assertThat(distance(numbers(read.arrays().get("wave")), golden("resampled-" + rate)))
        .isLessThan(1e-7);
    assertThat(((InputView.Sounds) read.view()).sounds().get(0).rate()).isEqualTo(rate);
    assertThat(read.notes())
        .singleElement()
        .asString()
        .contains("has 8000 samples per second and was resampled to the " + rate);
  }

  @ParameterizedTest
  @CsvSource({
    "204, FRONT, 4, '4 were added at the front'",
    "204, BACK, 0, '4 were added at the back'",
    "150, FRONT, -50, '50 were cut off at the front'",
    "150, BACK, 0, '50 were cut off at the back'"
  })
  void otherLengthsAreFittedAsTheCardSays(int length, Side side, int shift, String note) {
    SeriesFit fit = new SeriesFit(Optional.of(side), Optional.of(side), 0.5);
    ReadInput read =
        SoundInput.read(
            named("wave", "float32", -1, length),
            new InputContent.Audio(8000, fit),
            List.of(file("pcm16.wav")),
            ReadLimits.DEFAULT);
    double[] whole = golden("pcm16.wav");
    double[] found = numbers(read.arrays().get("wave"));
    assertThat(found)
        .containsExactly(
            IntStream.range(0, length)
                .mapToDouble(i -> i < shift || i - shift >= 200 ? 0.5 : whole[i - shift])
                .toArray());
    assertThat(read.notes()).singleElement().asString().contains(note);
  }

  @ParameterizedTest
  @CsvSource({"'-1', 1, '[200]'", "'-1,200', 2, '[2,200]'", "'-1,-1,1', 2, '[2,200,1]'"})
  void shapesDecideHowSamplesLie(String shape, int count, String found) {
    long[] lengths = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    Content[] files = new Content[count];
    Arrays.fill(files, file("pcm16.wav"));
    ReadInput read = read(named("wave", "float64", lengths), 0, files);
    assertThat(TensorShape.of(read.arrays().get("wave").shape()).toString()).isEqualTo(found);
  }

  @Test
  void soundsThatDoNotFitAreRefused() throws IOException {
    assertThat(failure(WAVE, 999_983, file("pcm16.wav")))
        .hasMessageContaining("these have no common measure")
        .hasMessageContaining("Resample it before.");
    assertThat(failure(named("wave", "float32", -1, 100), 0, file("pcm16.wav")))
        .hasMessageContaining("it has 200 samples, but the model takes 100")
        .hasMessageContaining("\"crop\": \"front\" or \"back\"");
    assertThat(failure(named("wave", "float32", -1), 0, file("pcm8.wav"), file("pcm8.wav")))
        .hasMessageContaining("it takes a single sound");
    assertThat(failure(named("wave", "float32", -1, -1, 2), 0, file("pcm8.wav")))
        .hasMessageContaining("its shape is not that of samples");
    assertThat(failure(named("wave", "int32", -1, -1), 0, file("pcm8.wav")))
        .hasMessageContaining("samples are floating-point numbers");
    byte[] whole = Files.readAllBytes(path("pcm16.wav"));
    assertThat(failure(WAVE, 0, new Content.Bytes("half.wav", Arrays.copyOf(whole, 300))))
        .hasMessageContaining("\"half.wav\"")
        .hasMessageContaining("it is damaged: 256 of 400 bytes of samples are there");
    assertThat(
            failure(WAVE, 0, new Content.Bytes("a.wav", "RIFF".getBytes(StandardCharsets.UTF_8))))
        .hasMessageContaining("a.wav");
    whole[27] = 1; // The highest byte of the rate.
    assertThat(failure(WAVE, 0, new Content.Bytes("fast.wav", whole)))
        .hasMessageContaining("it says that it has 16785216 samples per second");
    assertThat(failure(WAVE, 0, file("rgb.png"))).hasMessageContaining("it is no WAV file");
  }
}
