package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

class SoundPictureTest {
  private static final int RATE = 1_400;
  private static final FloatNdArray SOUND = StdArrays.ndCopyOf(sound());

  private static float[] sound() {
    float[] sound = new float[RATE];
    for (int i = 0; i < RATE; i++) {
      sound[i] = (float) Math.sin(0.7 * i);
    }
    return sound;
  }

  private static FloatNdArray said(int at, float... values) {
    float[] said = new float[RATE];
    System.arraycopy(values, 0, said, at, values.length);
    return StdArrays.ndCopyOf(said);
  }

  @Test
  void attributionsAreSummedOverStretchesOfTime() {
    Picture picture = SoundPicture.of(SOUND, RATE, said(700, 5, -4, 1)).unit("logit").draw();
    assertThat(picture.altText())
        .isEqualTo(
            "Curve and spectrogram of a sound of 1 s with its attribution over time in logit, each"
                + " 7.14 ms summed. Largest: 0.5 s +2.");
    assertThat(RecordedCanvas.of(picture).words)
        .contains("attribution in logit, each 7.14 ms summed", "+2", "700 Hz", "0 Hz", "1 s");
  }

  @Test
  void coloursLieOverTheDenseCurve() {
    RecordedCanvas canvas =
        RecordedCanvas.of(
            SoundPicture.of(SOUND, RATE, said(700, 3)).style(SoundStyle.CURVE).draw());
    BufferedImage bands = canvas.images.get(0);
    int[] alphas =
        Arrays.stream(bands.getRGB(0, 0, bands.getWidth(), 1, null, 0, bands.getWidth()))
            .map(argb -> argb >>> 24)
            .toArray();
    assertThat(alphas[bands.getWidth() / 2 + 1]).isEqualTo(191);
    assertThat(alphas[0]).isZero();
  }

  @ParameterizedTest
  @EnumSource(SoundStyle.class)
  void everyStyleIsDrawnAsPngAndSvg(SoundStyle style) {
    Picture picture = SoundPicture.of(SOUND, RATE, said(3, Float.NaN, 1)).style(style).draw();
    assertThat(picture.altText()).endsWith("One is no number and is drawn in grey.");
    assertThat(picture.png()).isNotEmpty();
    assertThat(picture.svg()).contains("<image").hasSizeLessThan(90_000);
  }

  @Test
  void anExampleOfABatchIsChosen() {
    FloatNdArray batch = NdArrays.ofFloats(Shape.of(2, RATE, 1));
    batch.setFloat(7, 1, 70, 0);
    AttributedTensor tensor = new AttributedTensor("wave:0", ElementType.FLOAT32, batch);
    assertThat(SoundPicture.of(SOUND, RATE, tensor, 1).draw().altText()).contains("0.05 s +7");
    assertThat(SoundPicture.of(SOUND, RATE, tensor, 0).draw().altText()).contains("All are zero");
  }

  @Test
  void theSpectrogramCanBeAnotherOne() {
    Spectrogram fine = Spectrogram.of(SOUND, RATE, 256, 16);
    Picture usual = SoundPicture.of(SOUND, RATE, said(0, 1)).draw();
    Picture other = SoundPicture.of(SOUND, RATE, said(0, 1)).spectrogram(fine).draw();
    assertThat(other.svg()).isNotEqualTo(usual.svg());
  }

  @Test
  void otherLengthsAreRefused() {
    assertThatThrownBy(() -> SoundPicture.of(SOUND, RATE, NdArrays.ofFloats(Shape.of(9))))
        .hasMessageContaining("[9]")
        .hasMessageContaining("the sound itself has 1400 samples");
  }
}
