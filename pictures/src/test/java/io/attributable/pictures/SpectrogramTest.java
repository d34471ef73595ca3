package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

class SpectrogramTest {

  @ParameterizedTest
  @CsvSource({"64, 16", "128, 100", "256, 64"})
  void decibelsAreThoseOfScipy(int window, int hop) throws IOException {
    NdArray<?> expected = Fixtures.array("decibels_" + window + "_" + hop);
    Spectrogram heard = Spectrogram.of(Fixtures.array("sound"), 1000, window, hop);
    assertThat(heard.decibels().shape()).isEqualTo(expected.shape());
    assertThat(Numbers.of(heard.decibels(), "decibels").values())
        .containsExactly(Numbers.of(expected, "decibels").values(), within(1e-6));
    assertThat(heard.frameRate()).isEqualTo(1000.0 / hop);
    assertThat(heard.highest()).isEqualTo(500);
  }

  @Test
  void theUsualWindowLastsAbout32Milliseconds() {
    assertThat(bins(8_000)).isEqualTo(129);
    assertThat(bins(16_000)).isEqualTo(257);
    assertThat(bins(44_100)).isEqualTo(513);
    assertThat(bins(100)).isEqualTo(9);
  }

  private static long bins(double rate) {
    return Spectrogram.of(NdArrays.ofFloats(Shape.of(3_000)), rate).decibels().shape().get(1);
  }

  @Test
  void longSoundsHaveNoMoreFramesThanCanBeSeen() {
    Spectrogram heard = Spectrogram.of(NdArrays.ofFloats(Shape.of(2_000_000)), 8_000);
    assertThat(heard.decibels().shape().get(0)).isLessThanOrEqualTo(2_000_000 / 256 + 2);
  }

  @Test
  void silenceAndWhatIsNoNumberAreSilent() {
    NdArray<?> silent = StdArrays.ndCopyOf(new double[] {0, Double.NaN, 0, 0});
    assertThat(Numbers.of(Spectrogram.of(silent, 8).decibels(), "decibels").values())
        .containsOnly(-200);
  }

  @Test
  void whatCannotBeTransformedIsRefused() {
    NdArray<?> samples = NdArrays.ofFloats(Shape.of(100));
    assertThat(message(() -> Spectrogram.of(samples, 0))).contains("rate is 0.0");
    assertThat(message(() -> Spectrogram.of(samples, 8, 100, 10)))
        .contains("window is 100", "a power of two");
    assertThat(message(() -> Spectrogram.of(samples, 8, 64, 65))).contains("hop is 65");
    assertThat(message(() -> Spectrogram.of(NdArrays.ofFloats(Shape.of(4, 2)), 8)))
        .contains("[4, 2]", "[samples] or [samples, 1]");
  }

  private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    StringBuilder message = new StringBuilder();
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(call)
        .satisfies(thrown -> message.append(thrown.getMessage()));
    return message.toString();
  }
}
